import { describe, expect, it } from 'vitest'
import type { StoreRow } from '../../../src/diagnosis/storeRow'
import { renderCard } from '../../../src/ui/home/page'
import { inOrder } from '../../../src/ui/home/storeTable'
import { type ShellView, STORE_ORDERS, type StoreOrder } from '../../../src/ui/home/view'
import {
  addressOf,
  attributes,
  cellUnder,
  each,
  link,
  type Part,
  rowsOf,
  select,
  table,
  texts,
  visibleText,
} from '../../html'
import { ready, SHELL, STORE_ROW } from '../fixtures'

/** What is to be read, without the space around a cell. */
const textOf = (part: Part) => visibleText(part).trim()

function row(store: string, parts: Partial<StoreRow> = {}): StoreRow {
  return { ...STORE_ROW, store, ...parts }
}

const sums = (netProfitFen: number) => ({ orders: 10, revenueFen: 100_000, netProfitFen })

/** A week that earned so much more. */
const week = (changeFen: number, netProfitChange: StoreRow['week']['netProfitChange']): StoreRow['week'] => ({
  ...{ current: sums(10_000 + changeFen), prior: sums(10_000), netProfitChange },
})

const NO_WEEK: StoreRow['week'] = { current: sums(1), prior: null, netProfitChange: null }

function section(rows: StoreRow[], shell: Partial<ShellView> = {}): Part {
  const view = ready({ storeRows: rows, stores: rows.map(({ store }) => store) })
  return select(renderCard(view, { ...SHELL, ...shell }), '.store-rows')
}

const storesIn = (part: Part) => texts(part, 'tbody a')

function cell(of: StoreRow, heading: string, shell: Partial<ShellView> = {}): Part {
  const rows = rowsOf(table(section([of, row('另一家')], shell), '门店并排'))
  const found = rows.find((each) => textOf(each).includes(of.store))
  if (!found) throw new Error(`${of.store} has no row`)
  return cellUnder(found, heading)
}

/** A thousand stores of different figures. */
const THOUSAND = Array.from({ length: 1000 }, (_, i) =>
  row(`店${String(i).padStart(4, '0')}`, { atStakeFen: i * 100, usualNetProfitFen: 10_000 }),
)

describe('the order of stores', () => {
  const kpi = (parts: Partial<StoreRow['kpi']>) => ({ kpi: { ...STORE_ROW.kpi, ...parts } })
  const found = (lossOrders: number | null) => ({ found: { ...STORE_ROW.found, lossOrders } })

  it.each<[StoreOrder, Partial<StoreRow>[], string]>([
    ['store', [{}, {}, {}], '甲乙丙'],
    [
      'call',
      [
        { atStakeFen: 100, usualNetProfitFen: null },
        { atStakeFen: 100, usualNetProfitFen: 1000 },
        { atStakeFen: 150, usualNetProfitFen: 1000 },
      ],
      '丙乙甲',
    ],
    // What is lost where nothing is earned has no share, and concerns most.
    [
      'call',
      [
        { atStakeFen: 900, usualNetProfitFen: 1000 },
        { atStakeFen: 0, usualNetProfitFen: -5 },
        { atStakeFen: 1, usualNetProfitFen: 0 },
      ],
      '丙甲乙',
    ],
    ['orders', [kpi({ orders: 1 }), kpi({ orders: 3 }), kpi({ orders: 2 })], '乙丙甲'],
    ['netProfit', [kpi({ netProfitFen: 1 }), kpi({ netProfitFen: -3 }), kpi({ netProfitFen: 0 })], '乙丙甲'],
    [
      'margin',
      [kpi({ revenueFen: 0 }), kpi({ revenueFen: 9_000_000 }), kpi({ revenueFen: 200_000 })],
      '乙丙甲',
    ],
    ['loss', [found(null), found(1), found(2)], '丙乙甲'],
    ['stake', [{ atStakeFen: 1 }, { atStakeFen: 3 }, { atStakeFen: 2 }], '乙丙甲'],
    [
      'weekday',
      [
        { weekdayBefore: null },
        { weekdayBefore: { ...STORE_ROW.kpi, netProfitFen: 100 } },
        { weekdayBefore: { ...STORE_ROW.kpi, netProfitFen: 90_000_000 } },
      ],
      '丙乙甲',
    ],
    ['weekday', [{ weekdayBefore: { ...STORE_ROW.kpi, netProfitFen: 0 } }, {}, {}], '乙丙甲'],
    ['week', [{ week: NO_WEEK }, { week: week(5, 'flat') }, { week: week(-5, 'flat') }], '丙乙甲'],
  ])('by %s is what concerns most first, unknown last', (by, parts, order) => {
    const rows = parts.map((part, i) => row('甲乙丙'[i] ?? '', part))
    expect(
      inOrder(rows, by)
        .map(({ store }) => store)
        .join(''),
    ).toBe(order)
  })

  it.each(STORE_ORDERS)('by %s leaves equal ones by their names', (by) => {
    const rows = ['甲', '乙', '丙'].map((store) => row(store))
    expect(inOrder(rows, by)).toEqual(rows)
  })

  it('is that of calling them at first, and the first three are marked where they have something at stake', () => {
    const rows = [0, 100, 300, 200, 400].map((atStakeFen, i) => row(`店${i}`, { atStakeFen }))
    const calm = section(rows)
    expect(storesIn(calm)).toEqual(['店4', '店2', '店3', '店1', '店0'])
    const called = (part: Part) =>
      each(select(part, 'tbody tr')).filter((one) => select(one, '.call').length > 0)
    expect(called(calm).map((one) => texts(one, 'a')[0])).toEqual(['店4', '店2', '店3'])
    // In any order they stay those that are to be called.
    expect(called(section(rows, { storesBy: 'store' })).map((one) => texts(one, 'a')[0])).toEqual([
      '店2',
      '店3',
      '店4',
    ])
    expect(called(section([row('甲', { atStakeFen: 0 }), row('乙', { atStakeFen: 0 })]))).toEqual([])
  })
})

describe('the pages of stores', () => {
  it('are of fifty, of a thousand stores too', () => {
    const first = section(THOUSAND)
    expect(storesIn(first)).toHaveLength(50)
    expect(storesIn(first)[0]).toBe('店0999')
    expect(texts(first, '.pages')).toEqual(['第 1 / 20 页 下一页'])
    expect(storesIn(section(THOUSAND, { storesPage: 20 })).at(-1)).toBe('店0000')
    expect(texts(section(THOUSAND, { storesPage: 2 }), '.pages')).toEqual(['上一页 第 2 / 20 页 下一页'])
  })

  it('end with the last, whatever page is asked for', () => {
    expect(texts(section(THOUSAND, { storesPage: 9999 }), '.pages')).toEqual(['上一页 第 20 / 20 页'])
  })

  it('are not spoken of where there is one', () => {
    expect(select(section(THOUSAND.slice(0, 50)), '.pages').length).toBe(0)
    expect(select(section(THOUSAND.slice(0, 51)), '.pages').length).toBe(1)
  })

  it('are not there for one store', () => {
    expect(section([row('甲')]).length).toBe(0)
  })
})

describe('the links of the table', () => {
  const shell: Partial<ShellView> = {
    ...{ stores: ['甲', '乙'], date: '2026-01-18', channel: '饿了么', lang: 'en', storesBy: 'stake' },
    ...{ span: 'week', storesPage: 2 },
  }
  const asked = (part: Part) => [...addressOf(part).searchParams].map((pair) => pair.join('='))
  const kept = ['store=甲', 'store=乙', 'date=2026-01-18', 'channel=饿了么', 'span=week']

  it('keep stores, day, channel, span and language', () => {
    const rows = section(THOUSAND, shell)
    expect(asked(link(rows, 'Next'))).toEqual([...kept, 'by=stake', 'page=3', 'lang=en'])
    // Another order begins with its first page.
    for (const sort of each(select(rows, 'thead a'))) {
      expect(asked(sort)).toEqual(expect.arrayContaining([...kept, 'lang=en']))
      expect(addressOf(sort).searchParams.has('page')).toBe(false)
      expect(addressOf(sort).hash).toBe('#stores')
    }
  })

  it('lead to each store by itself, of the same day and channel', () => {
    const store = asked(link(section(THOUSAND, { ...shell, storesPage: 1 }), '店0999'))
    expect(store).toEqual(
      expect.arrayContaining(['store=店0999', 'date=2026-01-18', 'channel=饿了么', 'lang=en']),
    )
    expect(store).not.toContain('store=甲')
  })

  it('say which column sorts now, and which way', () => {
    const sorted = (storesBy: StoreOrder) =>
      attributes(section(THOUSAND, { storesBy }), 'thead [aria-sort]', 'aria-sort')
    expect(sorted('netProfit')).toEqual(['ascending'])
    expect(sorted('orders')).toEqual(['descending'])
  })
})

describe('a store’s cells', () => {
  it('say what its week did: an arrow only for more than chance', () => {
    const flat = cell(row('甲', { week: week(2000, 'flat') }), '周净利变化')
    expect(textOf(flat)).toBe('波动范围内 +20.0%')
    expect(select(flat, 'svg, .delta').length).toBe(0)
    const up = cell(row('甲', { week: week(2000, 'up') }), '周净利变化')
    expect([textOf(up), select(up, '.delta.good svg').length]).toEqual(['+20.0%', 1])
    const down = cell(row('甲', { week: week(-2000, 'down') }), '周净利变化')
    expect([textOf(down), select(down, '.delta.bad svg').length]).toEqual(['-20.0%'.replace('-', '−'), 1])
  })

  it('say an amount where the week before earned nothing, and that it may be chance', () => {
    const before = { current: sums(500), prior: sums(-100), netProfitChange: 'flat' } as const
    expect(textOf(cell(row('甲', { week: before }), '周净利变化'))).toBe('波动范围内 ¥6.00')
  })

  it('say what is unknown as unknown, never as 0', () => {
    const unknown = row('甲', {
      ...{ week: NO_WEEK, usualNetProfitFen: null, weekdayBefore: null },
      ...{ found: { ...STORE_ROW.found, lossOrders: null }, kpi: { ...STORE_ROW.kpi, revenueFen: 0 } },
    })
    for (const heading of ['净利率', '亏损单', '占平时日利', '周净利变化']) {
      expect(textOf(cell(unknown, heading)), heading).not.toMatch(/\d+(\.\d)?%|¥/)
    }
    for (const heading of ['前 7 天净利', '比上周同日', '周净利变化']) {
      expect(textOf(cell(unknown, heading, { span: 'week' })), heading).not.toMatch(/%|¥/)
    }
  })

  it('say what is urgent, and what the data lacks', () => {
    expect(textOf(cell(row('甲'), '急事'))).toBe('缺货 98 · 亏本卖 55 · 快断 14')
    expect(textOf(cell(row('甲'), '数据'))).toBe('齐')
    const lacking = row('甲', {
      ...{
        isOver: false,
        doubt: { usualOrders: 9 },
        stock: 'frozen',
        missingDays: 2,
        productsWithoutCost: 3,
      },
    })
    expect(textOf(cell(lacking, '数据'))).toBe('没过完 · 可能不全 · 库存是快照 · 缺 2 天 · 缺成本 3')
  })
})
