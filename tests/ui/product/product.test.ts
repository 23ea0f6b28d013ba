import { describe, expect, it } from 'vitest'
import type { ProductDetail } from '../../../src/details/productDetail'
import { renderProductBody, renderProductShell } from '../../../src/ui/product/productPage'
import { rulesFound, summarize } from '../../../src/ui/product/summary'
import {
  attributes,
  expectWellFormed,
  hrefs,
  type Part,
  rowName,
  rowsOf,
  select,
  table,
  texts,
  visibleText,
} from '../../html'
import { linesOf } from '../drawing'
import { daysOf, PRODUCT, PRODUCT_TARGET, STORE, salesOf, shellOf } from '../pageFixtures'

function bodyOf(product: Partial<ProductDetail> = {}, lang: 'zh' | 'en' = 'zh') {
  const shell = shellOf(PRODUCT_TARGET, lang)
  const body = renderProductBody({ status: 'ready', product: { ...PRODUCT, ...product } }, shell)
  expectWellFormed(renderProductShell(shell) + body)
  expect(body).not.toMatch(/NaN|Infinity|undefined/)
  return body
}

/** The lines or dots of a kind in a chart. */
const drawn = (figure: Part, kind: string) => attributes(figure, kind, 'd').flatMap(linesOf)

/** What a chart says instead of its drawing. */
const told = (figure: Part) => texts(figure, '[role="img"] > title')

/** One of the charts. */
function chart(html: string, name: string): Part {
  const figure = select(html, `figure.chart.${name}`)
  expect(figure.length, name).toBe(1)
  return figure
}

describe('a product in a few numbers', () => {
  it('sums its days, and takes its margin by revenue', () => {
    expect(summarize(PRODUCT)).toEqual({
      quantityMilli: 12_000,
      revenueFen: 12_000,
      unitPriceFen: 1000,
      // (305 × 4000 + 305 × 6000 − 20 × 2000) / 12000
      marginTenths: 251,
      stock: { milli: 0, date: '2026-01-18', shared: false },
      daysWithLines: 3,
      daysOut: 2,
      findings: ['stockouts', 'belowCost'],
    })
  })

  it('keeps what is unknown unknown', () => {
    const days = daysOf({ 4: { sales: salesOf(3, 9) }, 1: { sales: salesOf(0, null, null) } })
    expect(summarize({ days })).toMatchObject({
      marginTenths: 305,
      stock: { milli: 9000, date: '2026-01-14' },
    })
    expect(summarize({ days: daysOf({}) })).toMatchObject({
      quantityMilli: 0,
      unitPriceFen: null,
      marginTenths: null,
      stock: null,
      daysWithLines: 0,
      findings: [],
    })
  })

  it('lists the rules that found it in the order of the main page', () => {
    expect(
      rulesFound(daysOf({ 5: { findings: ['topProfit'] }, 2: { findings: ['stockouts', 'belowCost'] } })),
    ).toEqual(['stockouts', 'belowCost', 'topProfit'])
  })
})

describe('the page of a product', () => {
  it('says what it is and how it does', () => {
    const text = visibleText(bodyOf())
    for (const part of [
      '可口可乐 330ml',
      '示例门店21',
      '饮品',
      '近 30 天销量 12',
      '¥120 .00',
      '25.1%',
      '2 天断货',
    ])
      expect(text).toContain(part)
  })

  it('begins with a sentence right below the name, then says where it is sold, by which code, and of what kind', () => {
    const title = visibleText(select(bodyOf(), '.product-title'))
    expect(title).toContain(
      '可口可乐 330ml 已断货 3 天（1月16日起），每天约少赚 ¥4.29（同时：价格异常）： 补 6 件。 示例门店21 店内码 10086 饮品',
    )
    expect(visibleText(select(bodyOf({ code: null }), '.product-title'))).not.toContain('码')
  })

  it.each([
    [{ status: 'order', pieces: 6 }, '建议补货 6 够卖 3 天'],
    [{ status: 'enough' }, '建议补货 不用补'],
    [{ status: 'unsold' }, '建议补货 — 近 7 天没有卖出'],
    [{ status: 'unknown', why: 'frozenStock' }, '建议补货 — 库存是导出时的快照，算不出'],
    [{ status: 'unknown', why: 'stockUnknown' }, '建议补货 — 当天的库存未知，算不出'],
  ] as const)('has the restock number, or why there is none: %j', (restock, text) => {
    expect(visibleText(select(bodyOf({ restock }), '.tiles'))).toContain(text)
  })

  it('leads from what was found that day to the lists', () => {
    const html = bodyOf({}, 'en')
    expect(hrefs(select(html, 'li.urgent'))).toEqual(
      ['stockouts', 'belowCost'].map(
        (rule) => `/rules/${rule}?store=${encodeURIComponent(STORE)}&date=2026-01-18&lang=en`,
      ),
    )
    expect(visibleText(html)).toContain('Found that day Out of stock Sold below cost')
    expect(visibleText(bodyOf({ days: daysOf({}) }))).toContain('当日没有发现问题或亮点')
  })

  it('draws a bar for each known day and none for the others', () => {
    expect(select(chart(bodyOf(), 'quantity'), '.bar').length).toBe(3)
  })

  it('draws price and cost on one scale, with a gap where one is unknown', () => {
    const days = daysOf({
      3: { sales: { ...salesOf(4, 6), unitPriceFen: 900, unitCostFen: 600 } },
      2: { sales: { ...salesOf(6, 0), unitPriceFen: 1000, unitCostFen: null } },
      0: { sales: { ...salesOf(2, 0), unitPriceFen: 500, unitCostFen: 700 } },
    })
    const figure = chart(bodyOf({ days }), 'price-cost')
    expect(drawn(figure, '.plot .line:not(.cost)').map((line) => line.length)).toEqual([2, 1])
    expect(drawn(figure, '.plot .line.cost').map((line) => line.length)).toEqual([1, 1])
    const [price, cost] = [drawn(figure, '.plot .dots.bad'), drawn(figure, '.plot .dots.cost')].map((dots) =>
      dots.flat(),
    )
    // The last day's price lies below its cost, and 1000 above 500.
    expect(price).toHaveLength(1)
    expect(price?.[0]?.y).toBeGreaterThan(cost?.at(-1)?.y ?? 0)
    expect(texts(figure, '.scale span')).toEqual(['¥10.00', '¥5.00'])
  })

  it('tells price and cost in words, names each line at its end, and says where the price is below', () => {
    const figure = chart(bodyOf({}, 'en'), 'price-cost')
    expect(told(figure)).toEqual([
      'Paid per unit (¥), 3 days with data, lowest ¥10.00, highest ¥10.00, Cost per unit (¥), 3 days with data, lowest ¥6.95, highest ¥10.20, 1 day below cost on average',
    ])
    expect(texts(figure, '.line-names text')).toEqual(['Paid', 'Cost'])
    expect(texts(figure, '.line-key li').map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      'Paid ¥10.00',
      'Cost ¥10.20',
    ])
    expect(visibleText(figure)).toContain('Red: below cost on average')
  })

  it('draws no line of cost where it is unknown', () => {
    const figure = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(2, 3, null) } }) }), 'price-cost')
    expect(drawn(figure, '.plot .line.cost')).toEqual([])
    expect(texts(figure, '.line-names text')).toEqual(['单价'])
    expect(told(figure)[0]).toContain('单位成本（元）：没有记录')
  })

  it('marks the days without stock, and says so', () => {
    const stock = chart(bodyOf(), 'stock')
    expect(drawn(stock, '.dots.bad').map((dot) => dot.length)).toEqual([1, 1])
    expect(visibleText(stock)).toContain('红点：断货')
    const full = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(1, 5) } }) }), 'stock')
    expect(visibleText(full)).not.toContain('红点')
  })

  it('draws no trend of stock over days that share one, counts none of them as out, and says why', () => {
    const days = daysOf({
      4: { sales: salesOf(1, 3) },
      3: { sales: salesOf(1, 2) },
      2: { sales: salesOf(1, 0), stockShared: true },
      1: { sales: salesOf(1, 0), stockShared: true },
      0: { sales: salesOf(1, 0), stockShared: true },
    })
    const html = bodyOf({ days })
    const stock = chart(html, 'stock')
    expect(drawn(stock, '.line').map((line) => line.length)).toEqual([2])
    expect(drawn(stock, '.dots.bad')).toEqual([])
    expect(visibleText(stock)).toContain('3 天的库存是导出时的快照，不是当天的，不画走势。')
    expect(visibleText(html)).not.toContain('天断货')
    expect(visibleText(select(html, '.tiles'))).toContain('0 导出时的快照')
    const rows = rowsOf(table(html, '每天的销量、价格、毛利率、库存与发现'))
    expect(attributes(rows[0] ?? '', '.unknown', 'title')).toContain('未知：库存是导出时的快照，不是当天的')
    expect(visibleText(chart(bodyOf(), 'stock'))).not.toContain('快照')
  })

  it('takes an oversold product for one that is out', () => {
    const html = bodyOf({ days: daysOf({ 0: { sales: salesOf(1, -2) } }) })
    expect(visibleText(html)).toContain('1 天断货')
    expect(drawn(chart(html, 'stock'), '.dots.bad')).toHaveLength(1)
  })

  it('tells each chart in words', () => {
    expect(told(chart(bodyOf(), 'quantity'))).toEqual(['销量（件），3 天有记录，最低 2，最高 6'])
    expect(told(chart(bodyOf(), 'revenue'))).toEqual(['实收额（元），3 天有记录，最低 ¥20.00，最高 ¥60.00'])
    expect(told(chart(bodyOf({ days: daysOf({}) }), 'margin'))).toEqual(['毛利率：没有记录'])
  })

  it('marks each finding on its days, one line a rule', () => {
    const findings = chart(bodyOf(), 'findings')
    expect(select(findings, '.plot.urgent').length).toBe(2)
    expect(texts(findings, '.found-mark')).toEqual(['1月16日 缺货', '1月18日 缺货', '1月18日 价格异常'])
    expect(told(findings)).toEqual(['缺货: 1月16日、1月18日', '价格异常: 1月18日'])
    expect(visibleText(chart(bodyOf({ days: daysOf({}) }), 'findings'))).toContain('近 30 天没有任何发现')
  })

  it('has the same product in other stores, and says why nothing is known there', () => {
    const stores = (['noOrders', 'rebuilding'] as const).map((status) => ({
      ...{ store: `分店 ${status}`, productId: 9, name: PRODUCT.product.name, week: { status } },
    }))
    const shell = shellOf({ ...PRODUCT_TARGET, from: ['甲', '乙'] }, 'en')
    const product = { ...PRODUCT, elsewhere: { stores, more: 3, storesOutOfReach: [] } }
    const html = renderProductBody({ status: 'ready', product }, shell)
    const rows = rowsOf(
      table(html, 'The same product in other stores: price, cost, stock, sold and earned in 7 days'),
    )
    expect(rows.flatMap((row) => hrefs(row))).toEqual(
      stores.map(
        ({ store }) =>
          `/product?${new URLSearchParams({ store, id: '9', date: '2026-01-18' })}&from=%E7%94%B2&from=%E4%B9%99&lang=en`,
      ),
    )
    expect(attributes(rows[0] ?? '', '.unknown', 'title')).toContain(
      'The store has no orders in these 7 days',
    )
    expect(attributes(rows[1] ?? '', '.unknown', 'title')).toContain('Being computed anew: look again later')
    expect(visibleText(html)).toContain('3 more have it and are not listed.')
  })

  it('does not say that no other store has it where one cannot be read', () => {
    const elsewhere = { stores: [], more: 0, storesOutOfReach: ['丙店'] }
    const text = visibleText(bodyOf({ elsewhere }))
    expect(text).toContain('这些门店现在读不到，不知道有没有这个商品： 丙店')
    expect(text).not.toContain('你能看的其他门店没有这个商品')
  })

  it('has the same as a table, the latest day first', () => {
    const rows = rowsOf(table(bodyOf(), '每天的销量、价格、毛利率、库存与发现'))
    const dates = rows.flatMap((row) => attributes(row, 'th time', 'datetime'))
    expect(dates).toEqual(PRODUCT.days.map(({ date }) => date).toReversed())
    const row = (date: string) =>
      rows
        .filter((at) => rowName(at).includes(date))
        .map(visibleText)
        .join()
    expect(row('2026年1月18日 周日')).toContain('−2.0%')
    expect(row('2026年1月18日 周日')).toContain('缺货 价格异常')
    expect(row('2026年1月17日 周六')).toContain('— — — — — —')
  })

  it('renders a product of which nothing is known', () => {
    const text = visibleText(
      bodyOf({ days: daysOf({}), product: { productId: 1, name: '', category: '' }, code: null }, 'en'),
    )
    expect(text).toContain('Not in any order in the last 30 days')
    expect(text).toContain('Sold in 30 days —')
    expect(text).toContain('(no name)')
  })

  it('draws days of returns and of one value', () => {
    const returns = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(-2, 3, null) } }) }), 'quantity')
    expect(visibleText(returns)).toContain('0 −2')
    const one = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(2, 3, null) } }) }), 'price-cost')
    expect(visibleText(one)).toContain('¥10.00')
  })

  it('says that there is none', () => {
    expect(
      visibleText(renderProductBody({ status: 'notFound', what: 'product' }, shellOf(PRODUCT_TARGET))),
    ).toContain('没有这个商品')
  })
})
