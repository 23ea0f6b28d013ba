import type { BusinessDate } from '../../../diagnosis/businessDate'
import { dateAfter, longDate, shortDate } from '../../format'
import type { PageLocale } from '../words/index'

interface DaysNamedProps {
  /** The last one. */
  date: BusinessDate
  days: number
  locale: PageLocale
}

/** The days that a list looks at: `2026年1月18日 周日`, `1月16日 – 2026年1月18日 周日`. */
export function DaysNamed({ date, days, locale: { lang, page } }: DaysNamedProps) {
  const last = <time dateTime={date}>{longDate(date, lang)}</time>
  const first = days > 1 ? dateAfter(date, 1 - days) : null
  if (first === null) return last
  return (
    <span>
      {shortDate(first, lang)}
      {page.to}
      {last}
    </span>
  )
}
