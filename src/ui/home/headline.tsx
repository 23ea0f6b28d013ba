import type { Diagnosis } from '../../diagnosis/diagnosis'
import { type Fen, rateTenths } from '../../diagnosis/money'
import { WEEK_DAYS } from '../../diagnosis/thresholds'
import { dateAfter, growth, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { dayWord } from './dayWord'
import { moneyTasks, TASKS_SHOWN } from './taskList'

interface HeadlineProps {
  diagnosis: Diagnosis
  nowIso: string
  locale: Locale
}

/** The morning in one sentence: what the day earned, against the same weekday, and what to do first. */
export function Headline({ diagnosis, nowIso, locale }: HeadlineProps) {
  const { kpi, businessDate } = diagnosis
  const { home } = locale.words
  if (!kpi) return null
  const day = dayWord(businessDate, nowIso, locale) ?? home.thatDay
  const first = moneyTasks(diagnosis).slice(0, TASKS_SHOWN)
  const amountFen = first.reduce((sum, task) => sum + task.amountFen, 0)
  return (
    <p class="headline">
      <b>{home.headline.netProfit(day, money(kpi.netProfitFen))}</b>
      {weekdayText(diagnosis, kpi.netProfitFen, locale)}
      {first.length > 0 ? home.headline.first(first.length, money(amountFen)) : home.headline.nothing}
    </p>
  )
}

/** Against the same weekday a week before; a part of a day is compared with nothing. */
function weekdayText(diagnosis: Diagnosis, netProfitFen: Fen, { words }: Locale): string {
  const { history, businessDate, partial } = diagnosis
  const { headline } = words.home
  if (partial) return ''
  const date = dateAfter(businessDate, -WEEK_DAYS)
  const before = history?.find((day) => day.date === date)
  if (!before) return headline.noWeekday
  if (before.netProfitFen <= 0) return headline.againstAmount(money(before.netProfitFen))
  const tenths = rateTenths(netProfitFen - before.netProfitFen, before.netProfitFen)
  return headline.against(growth(tenths / 10))
}
