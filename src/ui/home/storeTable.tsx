import { changeTenths, type Fen, rateTenths, shareTenths, type Tenths } from '../../diagnosis/money'
import type { StoreRow } from '../../diagnosis/storeRow'
import { type Column, DataTable } from '../components/dataTable'
import { Money, Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { count, growth, money, rate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { pageHref, STORES_ANCHOR, storesSideBySideHref } from '../links'
import { JudgedChange } from './judgedChange'
import type { ShellView, StoreOrder } from './view'

/** Stores side by side: whom to call, and why. */

const ROWS_A_PAGE = 50
/** Stores that are marked as those to call first. */
const CALLED_FIRST = 3

interface StoreTableProps {
  rows: readonly StoreRow[]
  shell: ShellView
  locale: Locale
}

export function StoreTable({ rows, shell, locale }: StoreTableProps) {
  const { storeTable } = locale.words.home
  const sorted = inOrder(rows, shell.storesBy)
  const pages = Math.max(1, Math.ceil(sorted.length / ROWS_A_PAGE))
  const page = Math.min(shell.storesPage, pages)
  const first = new Set(
    inOrder(rows, 'call')
      .slice(0, CALLED_FIRST)
      .filter(({ atStakeFen }) => atStakeFen > 0)
      .map(({ store }) => store),
  )
  return (
    <section class="store-rows" id={STORES_ANCHOR}>
      <header>
        <h2>{storeTable.title}</h2>
        <p>{shell.span === 'week' ? storeTable.noteWeek : storeTable.note}</p>
      </header>
      <DataTable
        caption={storeTable.title}
        sortLabel={storeTable.sortLabel}
        columns={columnsOf(first, shell, locale)}
        rows={sorted.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)}
        rowKey={({ store }) => store}
      />
      {pages > 1 && <Pages page={page} pages={pages} shell={shell} locale={locale} />}
    </section>
  )
}

interface PagesProps {
  page: number
  pages: number
  shell: ShellView
  locale: Locale
}

function Pages({ page, pages, shell, locale }: PagesProps) {
  const { storeTable } = locale.words.home
  const href = (to: number) => storesSideBySideHref({ ...shell, storesPage: to }, locale.lang)
  return (
    <p class="pages">
      {page > 1 && <a href={href(page - 1)}>{storeTable.previous}</a>}
      <span>{storeTable.page(count(page), count(pages))}</span>
      {page < pages && <a href={href(page + 1)}>{storeTable.next}</a>}
    </p>
  )
}

/** What a column sorts by; null, which is lowest, where nobody knows. */
const SORT_VALUES: Record<Exclude<StoreOrder, 'store'>, (row: StoreRow) => number | null> = {
  call: shareAtStakeTenths,
  orders: ({ kpi }) => kpi.orders,
  netProfit: ({ kpi }) => kpi.netProfitFen,
  margin: ({ kpi }) => shareTenths(kpi.netProfitFen, kpi.revenueFen),
  loss: lossShareTenths,
  stake: ({ atStakeFen }) => atStakeFen,
  weekday: weekdayChangeTenths,
  week: ({ week }) => weekChangeFen(week),
}

/** Columns of which the lowest concerns most. */
const LOWEST_FIRST: ReadonlySet<StoreOrder> = new Set(['netProfit', 'margin', 'weekday', 'week', 'store'])

/** The stores in an order, what concerns most first, unknown last; equal ones by their names. */
export function inOrder(rows: readonly StoreRow[], by: StoreOrder): StoreRow[] {
  if (by === 'store') return [...rows]
  const value = SORT_VALUES[by]
  const direction = LOWEST_FIRST.has(by) ? 1 : -1
  return rows.toSorted((a, b) => {
    const [x, y] = [value(a), value(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return direction * (x - y)
  })
}

/** Money at stake of what the store usually earns a day; above all others where it earns nothing. */
function shareAtStakeTenths({ atStakeFen, usualNetProfitFen }: StoreRow): number | null {
  if (usualNetProfitFen === null) return null
  if (usualNetProfitFen <= 0) return atStakeFen > 0 ? Number.MAX_SAFE_INTEGER : 0
  return rateTenths(atStakeFen, usualNetProfitFen)
}

function lossShareTenths({ found, kpi }: StoreRow): Tenths | null {
  return found.lossOrders === null ? null : shareTenths(found.lossOrders, kpi.allOrders)
}

function weekdayChangeTenths({ kpi, weekdayBefore }: StoreRow): Tenths | null {
  return weekdayBefore && changeTenths(kpi.netProfitFen, weekdayBefore.netProfitFen)
}

function weekChangeFen({ current, prior }: StoreRow['week']): Fen | null {
  return prior && current.netProfitFen - prior.netProfitFen
}

function columnsOf(callFirst: ReadonlySet<string>, shell: ShellView, locale: Locale): Column<StoreRow>[] {
  const { scope } = locale.words
  const { storeTable } = locale.words.home
  const sort = (by: StoreOrder, title: string) => ({
    href: storesSideBySideHref({ ...shell, storesBy: by, storesPage: 1 }, locale.lang),
    now:
      shell.storesBy === by
        ? LOWEST_FIRST.has(by)
          ? ('ascending' as const)
          : ('descending' as const)
        : undefined,
    label: storeTable.sortBy(title),
  })
  const column = (
    id: StoreOrder,
    title: string,
    cell: Column<StoreRow>['cell'],
    rest: Partial<Column<StoreRow>> = {},
  ): Column<StoreRow> => ({ id, title, kind: 'number', sort: sort(id, title), cell, ...rest })
  const store: Column<StoreRow> = {
    id: 'store',
    title: storeTable.store,
    sort: sort('store', storeTable.store),
    cell: (row) => (
      <>
        <a href={pageHref({ ...shell, stores: [row.store], storesPage: 1 }, locale.lang)}>
          <Name text={row.store} fallback={scope.unnamed} />
        </a>
        {callFirst.has(row.store) && <span class="chip call">{storeTable.call}</span>}
      </>
    ),
  }
  const week = column('week', storeTable.week, (row) => <WeekChange row={row} locale={locale} />)
  const state: Column<StoreRow> = {
    id: 'data',
    title: storeTable.data,
    kind: 'wide',
    cell: (row) => stateText(row, locale),
  }
  if (shell.span === 'week') {
    return [
      store,
      column(
        'netProfit',
        storeTable.weekNow,
        ({ week: { current } }) => <Money fen={current.netProfitFen} />,
        {
          key: true,
        },
      ),
      {
        id: 'prior',
        title: storeTable.weekBefore,
        kind: 'number',
        cell: ({ week: { prior } }) =>
          prior ? <Money fen={prior.netProfitFen} /> : <Unknown why={storeTable.unknown} />,
      },
      week,
      column('weekday', storeTable.weekday, (row) => (
        <Percent tenths={weekdayChangeTenths(row)} locale={locale} />
      )),
      state,
    ]
  }
  return [
    store,
    column('orders', storeTable.orders, ({ kpi }) => count(kpi.orders)),
    column('netProfit', storeTable.netProfit, ({ kpi }) => <Money fen={kpi.netProfitFen} />, { key: true }),
    column('margin', storeTable.margin, ({ kpi }) => (
      <Rate tenths={shareTenths(kpi.netProfitFen, kpi.revenueFen)} locale={locale} />
    )),
    column('loss', storeTable.loss, (row) => <Rate tenths={lossShareTenths(row)} locale={locale} />),
    column('stake', storeTable.stake, ({ atStakeFen }) => <Money fen={atStakeFen} />),
    column('call', storeTable.share, (row) => <Share row={row} locale={locale} />),
    week,
    { id: 'urgent', title: storeTable.urgent, kind: 'wide', cell: (row) => foundText(row, locale) },
    state,
  ]
}

function Rate({ tenths, locale }: { tenths: Tenths | null; locale: Locale }) {
  return tenths === null ? <Unknown why={locale.words.home.storeTable.unknown} /> : rate(tenths)
}

function Percent({ tenths, locale }: { tenths: Tenths | null; locale: Locale }) {
  return tenths === null ? <Unknown why={locale.words.home.storeTable.unknown} /> : growth(tenths / 10)
}

/** Of a store that usually earns nothing, there is no share. */
function Share({ row, locale }: { row: StoreRow; locale: Locale }) {
  const usualFen = row.usualNetProfitFen
  return <Rate tenths={usualFen === null ? null : shareTenths(row.atStakeFen, usualFen)} locale={locale} />
}

/** An arrow only where it is more than chance. */
function WeekChange({ row: { week }, locale }: { row: StoreRow; locale: Locale }) {
  const { home } = locale.words
  const { current, prior, netProfitChange } = week
  if (!prior || netProfitChange === null) return <Unknown why={home.tooShort} />
  const tenths = changeTenths(current.netProfitFen, prior.netProfitFen)
  const text = tenths === null ? money(current.netProfitFen - prior.netProfitFen) : growth(tenths / 10)
  return <JudgedChange verdict={netProfitChange} text={text} locale={locale} />
}

function foundText({ found }: StoreRow, { words }: Locale): string {
  const { found: said } = words.home.storeTable
  return (['stockouts', 'belowCost', 'lowStock'] as const)
    .flatMap((rule) => (found[rule] ? [said[rule](count(found[rule]))] : []))
    .join(' · ')
}

/** What the store's data lacks. */
function stateText(row: StoreRow, { words }: Locale): string {
  const { storeTable } = words.home
  const lacks = [
    ...(row.isOver ? [] : [storeTable.notOver]),
    ...(row.doubt ? [storeTable.doubtful] : []),
    ...(row.stock === 'frozen' ? [storeTable.frozen] : []),
    ...(row.missingDays > 0 ? [storeTable.missing(count(row.missingDays))] : []),
    ...(row.productsWithoutCost > 0 ? [storeTable.withoutCost(count(row.productsWithoutCost))] : []),
  ]
  return lacks.length > 0 ? lacks.join(' · ') : storeTable.fine
}
