import { expect } from 'vitest'
import { RULE_NAMES, type RuleName } from '../../src/diagnosis/rules/index'
import { follow, textOf } from './browser'
import { test } from './inBrowser'
import { numberIn, rowsOf, rowsSaid, sumOf, sumParts, wholeColumn } from './listOnPage'

/** The column that adds up to what stands beside a card's number; none for a rule without such a number. */
const ADDED_COLUMN: Partial<Record<RuleName, string>> = {
  lossOrders: '净利润',
  deliveryCost: '超 6 元部分',
  stockouts: '每日毛利风险',
  belowCost: '亏损金额',
  marginDrop: '近 7 天少赚毛利',
  slowMoving: '占用成本',
  newProducts: '销售额',
  hotProducts: '销量',
  topProfit: '毛利',
  lowStock: '每日毛利风险',
  orderValueBands: '7 天亏损',
}

const RULES = RULE_NAMES.map((name): [RuleName, string | undefined] => [name, ADDED_COLUMN[name]])

test.for(RULES)(
  'the card of %s opens a list that comes to what the card says',
  async ([rule, column], { page }) => {
    await page.goto('/')
    const card = page.locator(`.card .rule-${rule}`)
    const counted = await textOf(card.locator('.main'))
    const aside = column === undefined ? undefined : await textOf(card.locator('.figure dd'))
    // Not the link itself: the whole card leads to its list.
    await follow(card, { position: { x: 150, y: 84 } })

    const parts = await sumParts(page)
    expect(parts).toContain(counted)
    if (aside?.startsWith('¥')) expect(parts.join(' · ')).toContain(` ${aside}`)
    const rows = await rowsSaid(page)
    expect(await rowsOf(page).count()).toBe(Math.min(rows, 50))
    const amounts = (await wholeColumn(page, column ?? '商品')).map((text) => (column ? numberIn(text) : 0))
    expect(amounts).toHaveLength(rows)
    if (aside !== undefined) expect(Math.abs(sumOf(amounts))).toBeCloseTo(numberIn(aside), 2)
  },
)
