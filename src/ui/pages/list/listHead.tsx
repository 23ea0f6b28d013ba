import type { ComponentChildren } from 'preact'
import { count, dateAfter, longDate, shortDate } from '../../format'
import { Icon } from '../../icons'
import { ScopeName } from '../../pageHead'
import { Money, Quantity } from '../../parts'
import type { StoreChoice } from '../../view'
import { type ExportFormat, exportHref, listHref } from '../links'
import type { ListTarget, RuleListRows } from '../view'
import type { PageLocale } from '../words/index'
import { FilterForm, isNarrowed } from './filterForm'
import { ListFrame } from './listFrame'

/** The spans of days that a list may look at. */
export const DAY_CHOICES = [1, 3, 7, 15] as const

const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx']

interface ListHeadProps {
  list: RuleListRows
  target: ListTarget
  directory: readonly StoreChoice[]
  locale: PageLocale
}

/** What a list is, of whom, what it comes to, and what narrows it. */
export function ListHead(props: ListHeadProps) {
  const { list, target, directory, locale } = props
  return (
    <ListFrame
      rule={list.rule}
      locale={locale}
      scope={<ScopeName stores={target.scope.stores} counted={directory.length} locale={locale} />}
      day={<Day {...props} />}
      sum={<Sum list={list} target={target} locale={locale} />}
      days={<Days target={target} locale={locale} />}
      exports={<Exports target={target} locale={locale} />}
      form={<FilterForm target={target} choices={list.choices} directory={directory} locale={locale} />}
    />
  )
}

/** The business days of the list, with a step to those before and after. */
function Day({ list: { businessDate, days }, target, directory, locale }: ListHeadProps) {
  const { lang, page } = locale
  const first = dateAfter(businessDate, 1 - days)
  const hasEarlier = directory.some(({ firstDate }) => firstDate < businessDate)
  const hasLater = directory.some(({ lastDate }) => lastDate > businessDate)
  return (
    <>
      {days > 1 && first !== null ? (
        <span>{page.range(shortDate(first, lang), longDate(businessDate, lang))}</span>
      ) : (
        <time dateTime={businessDate}>{longDate(businessDate, lang)}</time>
      )}
      {hasEarlier && <DayStep by={-1} from={businessDate} target={target} locale={locale} />}
      {hasLater && <DayStep by={1} from={businessDate} target={target} locale={locale} />}
    </>
  )
}

interface DayStepProps {
  by: -1 | 1
  from: string
  target: ListTarget
  locale: PageLocale
}

function DayStep({ by, from, target: { scope, query }, locale }: DayStepProps) {
  const date = dateAfter(from, by)
  const { list } = locale.page
  if (date === null) return null
  return (
    <a
      class="step"
      href={listHref({ scope: { ...scope, date }, query: { ...query, page: 1 } }, locale.lang)}
      aria-label={by < 0 ? list.previousDay : list.nextDay}
    >
      <Icon name={by < 0 ? 'left' : 'right'} />
    </a>
  )
}

/** `97 行 · 55 个商品 · 亏损金额 ¥113.74`: the rows, what the card counts where that is another number, and its money. */
function Sum({ list, target, locale }: Omit<ListHeadProps, 'directory'>) {
  const { page, words } = locale
  const { rows, total, rule } = list
  const label = page.list.sums[rule]
  const counted = <Quantity value={total.count} unit={words.rules[rule].unit} />
  const parts: ComponentChildren[] =
    rows.length === total.count
      ? [counted]
      : [<Quantity key="rows" value={rows.length} unit={page.list.rows} />, counted]
  if (label !== null && total.amountFen !== null) {
    parts.push(
      <>
        {label} <Money fen={total.amountFen} />
      </>,
    )
  }
  return (
    <>
      {isNarrowed(target.query) ? page.list.filtered : page.list.all}{' '}
      {parts.map((part, i) => (
        // The parts of a sentence: they never change places.
        <span key={`${i + 1}`}>
          {i > 0 && ' · '}
          {part}
        </span>
      ))}
    </>
  )
}

function Days({ target, locale }: { target: ListTarget; locale: PageLocale }) {
  const { scope, query } = target
  const { list } = locale.page
  return (
    <nav aria-label={list.days}>
      {DAY_CHOICES.map((days) => (
        <a
          key={days}
          href={listHref({ scope, query: { ...query, days, page: 1 } }, locale.lang)}
          aria-current={days === query.days ? 'true' : undefined}
        >
          {list.dayChoice(days)}
        </a>
      ))}
    </nav>
  )
}

function Exports({ target, locale }: { target: ListTarget; locale: PageLocale }) {
  return (
    <>
      <span class="wide-only">{locale.page.list.export}</span>{' '}
      {FORMATS.map((format) => (
        <a
          key={format}
          href={exportHref(target, locale.lang, format)}
          download=""
          aria-label={`${locale.page.list.export} ${format.toUpperCase()}`}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </>
  )
}

/** How often a list of several days counts the same thing; nothing for a list of one day. */
export function PerDayNote({ days, locale }: { days: number; locale: PageLocale }) {
  return days > 1 ? <p class="note">{locale.page.list.perDay(Number(count(days)))}</p> : null
}
