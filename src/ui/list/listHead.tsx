import type { ComponentChildren } from 'preact'
import { Icon } from '../components/icons'
import { Money, Quantity } from '../components/parts'
import { ShareText } from '../components/shareText'
import { daysOf } from '../components/storeDays'
import { ScopeName, storesNamed } from '../components/storeNames'
import { count, dateAfter } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { type ExportFormat, exportHref, listHref, printHref } from '../links'
import type { StoreDirectory } from '../problem'
import { shareWords } from '../share/words'
import type { ListTarget } from '../target'
import { DaysNamed } from './daysNamed'
import { activeFilters, FilterForm, isNarrowed, narrowedTo } from './filterForm'
import { ListFrame } from './listFrame'
import { type SumPart, sumParts } from './listSum'
import { ORDER_PRODUCTS_ID } from './orderProducts'
import { listText } from './shareList'
import type { RuleListRows } from './view'

/** What a list can be had as. */
const FORMATS: readonly ExportFormat[] = ['csv', 'xlsx']

interface ListHeadProps {
  list: RuleListRows
  target: ListTarget
  directory: StoreDirectory
  /** Of the site, for a link that leads here from anywhere. */
  origin: string
  locale: Locale
}

/** What a list is, of whom, what it comes to, and what narrows it. */
export function ListHead(props: ListHeadProps) {
  const { list, target, directory, locale } = props
  return (
    <ListFrame
      rule={list.rule}
      span={list.days}
      locale={locale}
      scope={
        <ScopeName
          stores={storesNamed(target.scope.stores, directory)}
          counted={directory.length}
          locale={locale}
        />
      }
      day={<Day {...props} />}
      sum={<Sum list={list} target={target} locale={locale} />}
      taken={list.rows.length > 0 && <Taken {...props} />}
      filters={
        <>
          <Filters {...props} />
          <PrintedFilter target={target} locale={locale} />
        </>
      }
    />
  )
}

/** The business days of the list, with a step to those before and after. */
function Day({ list: { businessDate, days }, target, directory, locale }: Omit<ListHeadProps, 'origin'>) {
  const { first, last } = daysOf(directory, target.scope.stores)
  const hasEarlier = first === undefined || first < businessDate
  const hasLater = last !== undefined && last > businessDate
  const { query, scope } = target
  return (
    <>
      <DaysNamed date={businessDate} days={days} locale={locale} />
      {hasEarlier && <DayStep by={-1} from={businessDate} target={target} locale={locale} />}
      {hasLater && <DayStep by={1} from={businessDate} target={target} locale={locale} />}
      {scope.date !== null && (
        <a
          class="latest"
          href={listHref({ scope: { ...scope, date: null }, query: { ...query, page: 1 } }, locale.lang)}
        >
          {locale.words.nav.latest}
        </a>
      )}
    </>
  )
}

interface DayStepProps {
  by: -1 | 1
  from: string
  target: ListTarget
  locale: Locale
}

function DayStep({ by, from, target: { scope, query }, locale }: DayStepProps) {
  const date = dateAfter(from, by)
  const { nav } = locale.words
  if (date === null) return null
  return (
    <a
      class="step"
      href={listHref({ scope: { ...scope, date }, query: { ...query, page: 1 } }, locale.lang)}
      aria-label={by < 0 ? nav.previousDay : nav.nextDay}
    >
      <Icon name={by < 0 ? 'left' : 'right'} />
    </a>
  )
}

/** `共 97 行 · 55 个商品 · 亏损金额 ¥113.74`, and the way to the products of orders. */
function Sum({ list, target, locale }: Omit<ListHeadProps, 'directory' | 'origin'>) {
  const { words } = locale
  // Of what nobody could assess there is no sum, not one of 0.
  if (!list.known) return null
  const parts = sumParts(list, locale).map(drawn)
  if (list.orderProducts.length > 0) {
    parts.push(<a href={`#${ORDER_PRODUCTS_ID}`}>{words.list.toProducts}</a>)
  }
  return (
    <>
      {isNarrowed(target.query) ? words.list.filtered : words.list.all}{' '}
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

function drawn(part: SumPart): ComponentChildren {
  switch (part.kind) {
    case 'count':
      return <Quantity value={part.value} unit={part.unit} />
    case 'text':
      return part.text
    case 'money':
      return (
        <>
          {part.label} <Money fen={part.fen} />
        </>
      )
  }
}

/** What narrows the list and what it can be had as: at hand where there is room, behind one button on a phone. */
function Filters({ list, target, directory, locale }: Omit<ListHeadProps, 'origin'>) {
  const active = activeFilters(target.query)
  return (
    <details class="narrowing">
      <summary>
        {locale.words.list.filter}
        {active > 0 && <b class="badge">{count(active)}</b>}
      </summary>
      <FilterForm
        target={target}
        date={list.businessDate}
        choices={list.choices}
        directory={directory}
        locale={locale}
      />
      <p class="exports">
        <Exports target={target} locale={locale} />
      </p>
    </details>
  )
}

function Exports({ target, locale }: { target: ListTarget; locale: Locale }) {
  return (
    <>
      {locale.words.list.export}{' '}
      {FORMATS.map((format) => (
        <a
          key={format}
          href={exportHref(target, locale.lang, format)}
          download=""
          aria-label={`${locale.words.list.export} ${format.toUpperCase()}`}
        >
          {format.toUpperCase()}
        </a>
      ))}
    </>
  )
}

/** What a list can be taken along as: a text for a chat, and paper. */
function Taken({ list, target, directory, origin, locale }: ListHeadProps) {
  const { print, printRest } = shareWords(locale)
  return (
    <>
      <ShareText
        id="list-text"
        text={listText({ list, target, directory, origin }, locale)}
        locale={locale}
      />
      <a class="to-paper" href={printHref(target, locale.lang)} aria-label={print + printRest}>
        <Icon name="print" />
        <span>
          {print}
          <span class="wide-only">{printRest}</span>
        </span>
      </a>
    </>
  )
}

/** What the list is narrowed to, for paper: on the screen the form says it. */
function PrintedFilter({ target: { query }, locale }: { target: ListTarget; locale: Locale }) {
  if (!isNarrowed(query)) return null
  const parts = narrowedTo(query)
  return (
    <p class="note print-only">
      {locale.words.list.filteredBy}
      {parts.map((part, i) => (
        <span key={part}>
          {i > 0 && locale.words.listSeparator}
          <bdi class="name">{part}</bdi>
        </span>
      ))}
    </p>
  )
}
