import { describe, expect, it } from 'vitest'
import type { ProductDetail } from '../../../src/details/productDetail'
import { renderProductBody, renderProductShell } from '../../../src/ui/product/productPage'
import { rulesFound, summarize } from '../../../src/ui/product/summary'
import { expectWellFormed, visibleText } from '../html'
import { daysOf, PRODUCT, PRODUCT_TARGET, salesOf, shellOf } from '../pageFixtures'

function bodyOf(product: Partial<ProductDetail> = {}, lang: 'zh' | 'en' = 'zh') {
  const shell = shellOf(PRODUCT_TARGET, lang)
  const body = renderProductBody({ status: 'ready', product: { ...PRODUCT, ...product } }, shell)
  expectWellFormed(renderProductShell(shell) + body)
  expect(body).not.toMatch(/NaN|Infinity|undefined/)
  return body
}

/** One of the charts. */
function chart(html: string, name: string) {
  return html.split(`<figure class="chart ${name}">`)[1]?.split('</figure>')[0] ?? ''
}

describe('a product in a few numbers', () => {
  it('sums its days, and takes its margin by revenue', () => {
    expect(summarize(PRODUCT)).toEqual({
      quantity: 12,
      revenueFen: 12_000,
      unitPriceFen: 1000,
      // (305 × 4000 + 305 × 6000 − 20 × 2000) / 12000
      marginTenths: 251,
      stock: { value: 0, date: '2026-01-18' },
      daysWithLines: 3,
      daysOut: 2,
      findings: ['stockouts', 'belowCost'],
    })
  })

  it('keeps what is unknown unknown', () => {
    const days = daysOf({ 4: { sales: salesOf(3, 9) }, 1: { sales: salesOf(0, null, null) } })
    expect(summarize({ days })).toMatchObject({ marginTenths: 305, stock: { value: 9, date: '2026-01-14' } })
    expect(summarize({ days: daysOf({}) })).toMatchObject({
      quantity: 0,
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

  it('leads from what was found that day to the lists', () => {
    const html = bodyOf({}, 'en')
    expect(html).toMatch(
      /<li class="urgent"><a href="\/rules\/stockouts\?store=[^"]*&amp;date=2026-01-18&amp;lang=en"/,
    )
    expect(visibleText(html)).toContain('Found that day Out of stock Sold below cost')
    expect(visibleText(bodyOf({ days: daysOf({}) }))).toContain('当日没有发现问题或亮点')
  })

  it('draws a bar for each known day and none for the others', () => {
    expect(chart(bodyOf(), 'quantity').match(/class="bar"/g)).toHaveLength(3)
  })

  it('draws a line over neighbouring days and a mark on a day by itself', () => {
    const price = chart(bodyOf(), 'price')
    expect([...price.matchAll(/class="line" d="([^"]*)"/g)].map(([, d]) => d?.split('L').length)).toEqual([
      2, 1,
    ])
    expect(/class="dots" d="([^"]*)"/.exec(price)?.[1]?.match(/M/g)).toHaveLength(3)
  })

  it('marks the days without stock, and says so', () => {
    const stock = chart(bodyOf(), 'stock')
    expect(/class="dots bad" d="([^"]*)"/.exec(stock)?.[1]?.match(/M/g)).toHaveLength(2)
    expect(visibleText(stock)).toContain('红点：库存为 0')
    const full = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(1, 5) } }) }), 'stock')
    expect(visibleText(full)).not.toContain('红点')
  })

  it('tells each chart in words', () => {
    expect(chart(bodyOf(), 'quantity')).toContain('销量（件），3 天有记录，最低 2，最高 6')
    expect(chart(bodyOf(), 'revenue')).toContain('实收额（元），3 天有记录，最低 ¥20.00，最高 ¥60.00')
    expect(chart(bodyOf({ days: daysOf({}) }), 'margin')).toContain('毛利率：没有记录')
  })

  it('marks each finding on its days, one line a rule', () => {
    const findings = chart(bodyOf(), 'findings')
    expect(findings.match(/class="plot urgent"/g)).toHaveLength(2)
    expect(findings.match(/class="found-mark"/g)).toHaveLength(3)
    expect(findings).toContain('热销缺货: 1月16日、1月18日')
    expect(visibleText(chart(bodyOf({ days: daysOf({}) }), 'findings'))).toContain('近 30 天没有任何发现')
  })

  it('has the same as a table, the latest day first', () => {
    const table = bodyOf().split('<details class="day-table">')[1] ?? ''
    const rows = table.split('<th scope="row" class="row-name">').slice(1).map(visibleText)
    expect(rows).toHaveLength(30)
    expect(rows[0]).toContain('2026年1月18日 周日')
    expect(rows[0]).toContain('−2.0%')
    expect(rows[0]).toContain('热销缺货 价格异常')
    expect(rows[1]).toContain('— — — — —')
  })

  it('renders a product of which nothing is known', () => {
    const text = visibleText(
      bodyOf({ days: daysOf({}), product: { productId: 1, name: '', category: '' } }, 'en'),
    )
    expect(text).toContain('No line of this product in the last 30 days')
    expect(text).toContain('Sold in 30 days —')
    expect(text).toContain('(no name)')
  })

  it('draws days of returns and of one value', () => {
    const returns = chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(-2, 3, null) } }) }), 'quantity')
    expect(visibleText(returns)).toContain('0 −2')
    expect(visibleText(chart(bodyOf({ days: daysOf({ 0: { sales: salesOf(2, 3) } }) }), 'price'))).toContain(
      '¥10.00',
    )
  })

  it('says that there is none', () => {
    expect(visibleText(renderProductBody({ status: 'notFound' }, shellOf(PRODUCT_TARGET)))).toContain(
      '没有这个商品',
    )
  })
})
