import { listNamed } from '../../diagnosis/lists/index'
import { PAGE_ROWS } from '../../lists/ruleListView'
import { renderPageEnd, renderPageStart } from '../components/frame'
import { Panel } from '../components/messages'
import { OutOfReach } from '../components/outOfReach'
import { nameOr } from '../components/parts'
import { ProblemMessage } from '../components/problemMessage'
import { copyScript } from '../components/shareText'
import { type DaysOfStores, daysAsked } from '../components/storeDays'
import { StoreNames } from '../components/storeNames'
import { dateAfter, longDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
import type { StoreDirectory } from '../problem'
import type { ListTarget, PageShell } from '../target'
import { isNarrowed } from './filterForm'
import { ListHead } from './listHead'
import { OrderProducts } from './orderProducts'
import { Pager, pageOfRows } from './pager'
import { RowTable } from './rowTable'
import { ListSkeleton } from './skeleton'
import { TotalsTable } from './totalsTable'
import type { ListShell, ListView, RuleListRows } from './view'

/** The list behind a rule's card: first piece of the page, drawn from the request alone. */
export function renderListShell(shell: PageShell<ListTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageStart(shell, {
    title: listWords(shell.target.query.rule, locale).name,
    skeleton: <ListSkeleton target={shell.target} locale={locale} />,
    locale,
  })
}

/** The list behind a rule's card: second piece of the page. Total: it renders whatever the view holds. */
export function renderListBody(view: ListView, shell: ListShell): string {
  const locale = localeOf(shell.lang)
  const { target, origin } = shell
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <List list={view.list} directory={view.directory} target={target} origin={origin} locale={locale} />
    ) : (
      <ProblemMessage view={view} target={target} locale={locale} />
    ),
    view.status === 'ready' && view.list.rows.length > 0 ? copyScript() : '',
  )
}

interface ListProps {
  list: RuleListRows
  directory: StoreDirectory
  target: ListTarget
  origin: string
  locale: Locale
}

function List({ list, directory, target, origin, locale }: ListProps) {
  const { storesWithoutData, storesFrozen, storesWithoutOrders, orderProducts, rows } = list
  const { damagedDays, storesOutOfReach } = list
  const words = locale.words.list
  const at = pageOfRows(rows.length, target.query.page, PAGE_ROWS)
  return (
    <>
      <ListHead list={list} target={target} directory={directory} origin={origin} locale={locale} />
      {list.known && list.total.table && <TotalsTable table={list.total.table} locale={locale} />}
      <OutOfReach stores={storesOutOfReach} locale={locale}>
        {locale.words.messages.storesOutOfReach.notListed}
      </OutOfReach>
      <Damaged days={damagedDays} locale={locale} />
      <LeftOut
        reasons={[
          { ...words.leftOut.withoutData, stores: storesWithoutData },
          { ...words.leftOut.frozen, stores: storesFrozen },
          { ...words.leftOut.withoutOrders, stores: rows.length > 0 ? storesWithoutOrders : [] },
        ]}
        locale={locale}
      />
      {rows.length === 0 ? (
        damagedDays.length + storesOutOfReach.length === 0 && (
          <Nothing list={list} target={target} directory={directory} locale={locale} />
        )
      ) : (
        <>
          <RowTable list={list} rows={rows.slice(at.start, at.end)} target={target} locale={locale} />
          <Pager at={at} target={target} locale={locale} />
        </>
      )}
      {orderProducts.length > 0 && (
        <OrderProducts
          products={orderProducts}
          date={list.businessDate}
          severalStores={list.columns.includes('store')}
          from={target.scope.stores}
          locale={locale}
        />
      )}
    </>
  )
}

/** Days that a list has nothing of because what is stored of their orders cannot be read. */
function Damaged({ days, locale }: { days: RuleListRows['damagedDays']; locale: Locale }) {
  const { damagedDays } = locale.words.messages
  if (days.length === 0) return null
  return (
    <Panel tone="problem" title={damagedDays.title}>
      <ul>
        {days.map(({ store, dates }) => (
          <li key={store}>
            <bdi class="name">{nameOr(store, locale.words.scope.unnamed)}</bdi>{' '}
            {dates.map((date) => longDate(date, locale.lang)).join(locale.words.reasonSeparator)}
          </li>
        ))}
      </ul>
      <p>{damagedDays.notListed}</p>
      <p>{damagedDays.body}</p>
    </Panel>
  )
}

interface LeftOutProps {
  reasons: readonly {
    /** In a word or two. */
    short: (stores: number) => string
    /** Why, before the stores are named. */
    says: (stores: number) => string
    stores: readonly string[]
  }[]
  locale: Locale
}

/** The stores that a list has nothing of, and why: in one line, which opens. */
function LeftOut({ reasons, locale }: LeftOutProps) {
  const some = reasons.filter(({ stores }) => stores.length > 0)
  if (some.length === 0) return null
  return (
    <details class="note left-out">
      <summary>
        {locale.words.list.leftOut.title}
        {some.map(({ short, stores }) => short(stores.length)).join(' · ')}
      </summary>
      {some.map(({ says, stores }) => (
        <p key={says(1)}>
          {says(stores.length)}
          <StoreNames stores={stores.map((store) => ({ store }))} locale={locale} />
        </p>
      ))}
    </details>
  )
}

/** Why a list is empty: all is well only where somebody could know. */
function Nothing({ list, target, directory, locale }: Omit<ListProps, 'origin'>) {
  const { words } = locale
  const { title, body } = emptyWords()
  return (
    <Panel tone="calm" title={title}>
      {body && <p>{body}</p>}
    </Panel>
  )

  function emptyWords(): { title: string; body?: string } {
    if (isNarrowed(target.query)) return words.list.emptyFiltered
    const { stores } = target.scope
    const asked = daysAsked(directory, stores)
    if (!asked.some((span) => hasDaysWithin(span, list))) return words.noOrders
    if (list.storesWithoutOrders.length >= asked.length) return words.noOrders
    if (list.lacksDayBefore) return { title: words.insufficient.title, body: words.insufficient.gap }
    if (!list.known && list.storesFrozen.length > 0) {
      return { title: words.frozenStock.verdict, body: words.frozenStock.todo }
    }
    if (!list.known) return words.list.emptyUnknown
    const { none } = listWords(list.rule, locale)
    return listNamed(list.rule).view.neutralWhenEmpty
      ? { title: none }
      : { title: none, body: words.nothingToDo }
  }
}

/** Whether a store may have orders on the days of a list. */
function hasDaysWithin({ firstDate, lastDate }: DaysOfStores, { businessDate, days }: RuleListRows): boolean {
  const first = dateAfter(businessDate, 1 - days) ?? businessDate
  return firstDate <= businessDate && lastDate >= first
}
