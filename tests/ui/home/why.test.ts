import { describe, expect, it } from 'vitest'
import type { Coverage } from '../../../src/diagnosis/coverage'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import type { Lang } from '../../../src/diagnosis/words'
import { renderCard } from '../../../src/ui/home/page'
import { link, type Part, ruleCard, select, visibleText } from '../../html'
import { BUSY, CALM, ready, SHELL } from '../fixtures'

const RULE_NAMES = Object.keys(RULES) as RuleName[]
const COVERAGE: Coverage = {
  lines: 1243,
  consumables: 1,
  notices: 2,
  unsold: 3,
  withoutCost: 4,
  withoutStock: 5,
  withoutPrice: 0,
  ordersWithoutFee: 0,
}

function why(of: Part): string {
  return visibleText(select(of, 'details.why'))
}

function kpiStrip(html: string): Part {
  return select(html, '.kpi-strip')
}

function whyRule(rule: RuleName, coverage: Coverage | null = COVERAGE, lang: Lang = 'zh'): string {
  return why(ruleCard(renderCard(ready({ coverage }), { ...SHELL, lang }), rule))
}

function whyKpis(coverage: Coverage | null = COVERAGE, lang: Lang = 'zh'): string {
  const html = renderCard(ready({ coverage }), { ...SHELL, lang })
  return why(kpiStrip(html))
}

describe('why a number is what it is', () => {
  it.each<[RuleName, string[]]>([
    [
      'lossOrders',
      ['净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返', '净利润 < 0 且毛利 ≠ 0', '前 3 天', '30%'],
    ],
    [
      'deliveryCost',
      ['配送净成本 = 物流配送费 − (用户支付配送费 − 配送费减免金额) − Σ企客后返', '> 6.00 元', '3、5、8 km'],
    ],
    ['stockouts', ['w = min(7, 历史天数)', 'Σ销量 > 0', '库存 ≤ 0', '÷ w', '连续 3 天以上', '最多看 7 天']],
    ['belowCost', ['商品采购成本 − 实收价格 × 月售', '亏损 > 0', '80%']],
    ['salesDrop', ['Σ销量 ÷ 7', '≥ 2.0', '(前 − 近) ÷ 前 > 30%', 'D−13…D−7', '14 天历史']],
    ['marginDrop', ['销量 ≥ 5', '< −5.0 个点', '前 7 天毛利率 × 近 7 天实收 − 近 7 天毛利', '10、15、20']],
    ['slowMoving', ['恰好在 3、7、15 天前', '库存 > 0', 'Σ库存 × 单位成本', 'Σ成本 ÷ Σ销量']],
    ['newProducts', ['D−7…D−1', '8 天']],
    ['hotProducts', ['(当日销量 − 前一天销量) ÷ 前一天销量', '记 100.0%', '≥ 10', '> 50%']],
    ['topProfit', ['毛利 > 0 且销量 ≥ 3', '10 个']],
  ])('is its formula with the thresholds of the rule: %s', (rule, parts) => {
    const text = whyRule(rule)
    expect(text).toContain('为什么是这个数')
    for (const part of parts) expect(text).toContain(part)
  })

  it.each(['zh', 'en'] as const)('begins with a sentence in plain words, without a formula: %s', (lang) => {
    const html = renderCard(ready(), { ...SHELL, lang })
    const boxes = [kpiStrip(html), ...RULE_NAMES.map((rule) => ruleCard(html, rule))]
    for (const box of boxes) {
      const plain = visibleText(select(box, 'details.why > .plain'))
      expect(select(box, 'details.why > summary + .plain').length).toBe(1)
      expect(plain.length).toBeGreaterThan(20)
      expect(plain).not.toMatch(/[Σ=÷×−<>≥≤]/)
    }
  })

  it('explains what a formula names and a shop does not, and nothing else', () => {
    expect(whyRule('lossOrders')).toContain('企客后返 事后返还给门店的钱')
    expect(whyRule('lossOrders')).toContain('Σ 把每一行')
    expect(whyRule('hotProducts')).not.toContain('企客后返')
    expect(whyRule('hotProducts')).not.toContain('Σ')
  })

  it('is the formulas of all figures of the day', () => {
    for (const part of [
      'Σ平台服务费 ≤ 0',
      'Σ实收价格 × 月售',
      '净利率 = 净利润 ÷ 实收额；客单价 = 实收额 ÷ 订单数',
      '打包袋金额和用户支付配送费',
      '营销费率 = 营销费 ÷ 原价',
      '饿了么、京东到家、美团共橙',
    ]) {
      expect(whyKpis()).toContain(part)
    }
  })

  it('shows the amounts from gross to net profit', () => {
    const text = whyKpis()
    for (const part of [
      '毛利 ¥2,816.39',
      '− 平台服务费 ¥500.00',
      '− 物流配送费 ¥1,203.39',
      '+ 企客后返 ¥60.00',
      '¥1,173.00',
    ])
      expect(text).toContain(part)
  })

  it('leads to its rows, where there are any', () => {
    const box = select(ruleCard(renderCard(ready(), SHELL), 'belowCost'), 'details.why')
    expect(link(box, '逐行查看').attr('href')).toBe('/rules/belowCost?date=2026-01-18&lang=zh')
  })

  it('is said in English too, for every rule', () => {
    for (const rule of RULE_NAMES) expect(whyRule(rule, COVERAGE, 'en')).toMatch(/^ Why this number \w/)
    expect(whyRule('lossOrders', COVERAGE, 'en')).toContain('net profit < 0 and a gross profit ≠ 0')
    expect(whyKpis(COVERAGE, 'en')).toContain('Revenue = Σ price paid (实收价格) × quantity (月售)')
  })

  it('is said also where there is nothing to do, and where nothing can be known', () => {
    const lacking = { status: 'insufficientData', needDays: 14, haveDays: 9 } as const
    const html = renderCard(ready({ rules: { ...CALM, salesDrop: lacking } }), SHELL)
    for (const rule of RULE_NAMES) expect(select(ruleCard(html, rule), 'details.why').length).toBe(1)
  })
})

describe('the lines that a number leaves out', () => {
  it.each<[RuleName, string]>([
    ['lossOrders', '没有用上：缺成本 4 行 '],
    ['deliveryCost', '当日 1,243 行订单明细全部用上'],
    ['stockouts', '没有用上：耗材 1 行、提示/赠品 2 行、缺库存 5 行 '],
    ['belowCost', '没有用上：耗材 1 行、提示/赠品 2 行、未成交 3 行、缺成本 4 行 '],
    ['salesDrop', '没有用上：耗材 1 行、提示/赠品 2 行 '],
    ['slowMoving', '没有用上：耗材 1 行、提示/赠品 2 行、未成交 3 行、缺成本 4 行、缺库存 5 行 '],
  ])('are counted by their reason, those that matter to it alone: %s', (rule, words) => {
    expect(whyRule(rule)).toContain(words)
  })

  it('are those without a cost for the figures of the day', () => {
    expect(whyKpis()).toContain('当日 1,243 行订单明细中没有用上：缺成本 4 行、无效订单 6 单的各行 ')
    expect(whyKpis(COVERAGE, 'en')).toContain(
      'Of the day’s 1,243 order lines, not used: 4 without a cost, the lines of 6 orders that are not valid ',
    )
  })

  it('are not named where there are none', () => {
    const none = { consumables: 0, notices: 0, unsold: 0, withoutCost: 0, withoutStock: 0 }
    const complete = { ...none, lines: 9, withoutPrice: 0, ordersWithoutFee: 0 }
    expect(whyRule('slowMoving', complete)).toContain('当日 9 行订单明细全部用上')
    expect(whyRule('slowMoving', { ...complete, withoutStock: 1 })).toContain('没有用上：缺库存 1 行 ')
  })

  it('are orders whose costs are missing, for the loss orders', () => {
    const lossOrders = { ...BUSY.lossOrders, ordersWithoutCost: 2 }
    const view = ready({ coverage: COVERAGE, rules: { ...BUSY, lossOrders } })
    const text = why(ruleCard(renderCard(view, SHELL), 'lossOrders'))
    expect(text).toContain('净利润为负而毛利恰为 0（缺成本，无法判断）的订单 2 单')
  })

  it('are not given of all channels where the figures are of one', () => {
    const html = renderCard(ready({ coverage: COVERAGE, onlyChannel: '饿了么' }), SHELL)
    expect(why(ruleCard(html, 'lossOrders'))).not.toContain('1,243')
    expect(why(kpiStrip(html))).not.toContain('1,243')
    expect(why(ruleCard(html, 'stockouts'))).toContain('1,243')
  })

  it('are not spoken of where nobody counted them', () => {
    expect(whyRule('slowMoving', null)).not.toContain('订单明细')
    expect(BUSY.slowMoving.status).toBe('ok')
  })
})
