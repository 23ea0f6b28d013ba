import { describe, expect, it } from 'vitest'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { renderCard } from '../../../src/ui/home/page'
import type { CardView, ShellView } from '../../../src/ui/home/view'
import { attributes, link, ruleCard, select, texts, visibleText } from '../../html'
import { BUSY, CALM, HISTORY, NOTHING, ready, SHELL } from '../fixtures'

type Rules = NonNullable<Diagnosis['rules']>

const RULE_NAMES = Object.keys(RULES) as RuleName[]

function textOf(view: CardView, shell: Partial<ShellView> = {}): string {
  return visibleText(renderCard(view, { ...SHELL, ...shell }))
}

function ruleText(rule: RuleName, rules: Partial<Rules> = {}, shell: Partial<ShellView> = {}): string {
  const html = renderCard(ready({ rules: { ...BUSY, ...rules } }), { ...SHELL, ...shell })
  return visibleText(ruleCard(html, rule))
}

describe('a rule with findings', () => {
  it.each<[RuleName, string[]]>([
    [
      'lossOrders',
      [
        ...['39 单', '亏损金额 ¥67 .15', '前 3 天日均 22.3 单', '+75%', '美团共橙 22', '饿了么 17', '核对'],
        '少了商品减免就不亏 21 单 不低于成本卖就不亏 14 单 少了配送费减免就不亏 12 单',
        '少了满减就不亏 1 单 少了哪一项都亏 6 单 一单可以算进几项，各项不能相加',
      ],
    ],
    ['deliveryCost', ['8 单', '超 6 元部分 ¥5 .60', '+26%', '0–3 km 2', '8 km 以上 1', '核对配送']],
    [
      'stockouts',
      [
        ...['98 个商品', '每日毛利风险 ¥109 .17', '连续缺货 ≥ 3 天 9 个商品', '当日新缺货 71 个商品', '补货'],
        ...['热销缺货（一天 1 件以上） 12 个商品', '热销的每日毛利风险 ¥62 .00', '不知从哪天起 18 个商品'],
      ],
    ],
    ['lowStock', ['14 个商品', '每日毛利风险 ¥42 .10', '撑不过 1 天 5 个商品', '美团共橙 14', '提前补']],
    [
      'belowCost',
      [
        ...['55 个商品', '亏损金额 ¥113 .74', '97 笔', '严重：不到成本的 80% 72', '其余 25', '核价'],
        ...[
          '活动价低于成本 90',
          '没有实售价，看不出 1',
          '老坛酸菜牛肉面 11 笔 ¥16 .78',
          '另有 1 个商品，见清单',
        ],
      ],
    ],
    [
      'orderValueBands',
      [
        ...[
          '2 段',
          '7 天亏损 ¥145 .20',
          '15–20 元 120 单 −¥72 .60 1 家亏',
          '50+ 元 120 单 ¥400 .00 含无效单',
        ],
      ],
    ],
    ['salesDrop', ['29 个商品', '饿了么 29', '排查']],
    ['marginDrop', ['56 个商品', '近 7 天少赚毛利 ¥314 .76', '5–10 点 36', '超 20 点 6', '核价']],
    [
      'slowMoving',
      [
        '240 个商品',
        '占用成本 ¥5,265 .98',
        '刚满 3 天（先留意，不计入） 188 个 ¥5,526 .73',
        '刚满 15 天 81 个',
        '超过 15 天 9 个 ¥201 .10',
        '其中 4 个成本未知',
      ],
    ],
    ['newProducts', ['230 个商品', '销售额 ¥2,885 .76', '毛利 ¥1,065 .28', '毛利率 36.9%', '跟进']],
    [
      'hotProducts',
      ['7 个商品', '合计销量 89 件', '连续增长 ≥ 3 天 2 个商品', '咪咪虾条', '+266.7%', '21 件', '备货'],
    ],
    ['topProfit', ['10 个商品', '毛利合计 ¥233 .08', '雪花清爽', '¥44 .74', '5 件 · 毛利率 32.6%', '主推']],
  ])('says its numbers with their units, what the money means and what to do: %s', (rule, expected) => {
    const text = ruleText(rule)
    for (const part of expected) expect(text).toContain(part)
  })

  it('speaks English too', () => {
    const text = ruleText('stockouts', {}, { lang: 'en' })
    for (const part of ['98 products', 'Profit at risk per day ¥109 .17', 'Restock', 'Other 2']) {
      expect(text).toContain(part)
    }
  })

  it('shows three channels and the rest as one', () => {
    const text = ruleText('stockouts')
    expect(text).toContain('收银机订单 7')
    expect(text).toContain('其他 2')
    expect(text).not.toContain('京东到家')
  })

  it('marks the urgent rule that costs most, and only that', () => {
    const html = renderCard(ready(), SHELL)
    expect(RULE_NAMES.filter((rule) => visibleText(ruleCard(html, rule)).includes('影响最大'))).toEqual([
      'belowCost',
    ])
  })

  it.each([
    ['better', 45.5, 2, -31, '前 2 天日均 45.5 单 −31%'],
    ['flat', 45.5, 1, 0, '前 1 天日均 45.5 单 0%'],
    ['new', 0, 3, null, '前 3 天日均 0 单 新出现'],
    ['none', null, 0, null, '前 3 天没有订单 暂无对比'],
  ] as const)('says what the trend compares, and by how much it differs: %s', (...given) => {
    const [direction, previousAverage, previousDays, changePercent, words] = given
    const trend = { direction, previousAverage, previousAverageSixths: null, previousDays, changePercent }
    expect(ruleText('lossOrders', { lossOrders: { ...okLossOrders(), trend } })).toContain(words)
  })

  it('colours a trend only beyond chance', () => {
    const html = renderCard(ready(), SHELL)
    expect(select(html, '.rule-lossOrders .trend-worse').text()).toBe('+75%')
    expect(select(html, '.rule-deliveryCost .trend-flat').text()).toBe('+26%')
  })

  it('names a channel that has no name as unknown', () => {
    expect(ruleText('salesDrop', { salesDrop: { status: 'ok', count: 1, channels: [['', 1]] } })).toContain(
      '未知渠道 1',
    )
  })

  it('notes the stores that lack the history', () => {
    const lossOrders = { ...okLossOrders(), storesWithoutData: 3 }
    expect(ruleText('lossOrders', { lossOrders })).toContain('另有 3 家门店数据不足，未计入')
  })
})

function okLossOrders() {
  if (BUSY.lossOrders.status !== 'ok') throw new Error('the fixture has loss orders')
  return BUSY.lossOrders
}

describe('a rule without findings', () => {
  it.each<[RuleName, string]>([
    ['lossOrders', '无亏损订单'],
    ['deliveryCost', '配送成本正常'],
    ['stockouts', '库存充足'],
    ['belowCost', '售价正常'],
    ['salesDrop', '销量平稳'],
    ['marginDrop', '利润率稳定'],
    ['slowMoving', '没有滞销品'],
    ['lowStock', '没有快断货的商品'],
    ['orderValueBands', '没有稳定亏钱的客单价段'],
  ])('says plainly that all is well: %s', (rule, words) => {
    const html = renderCard(ready({ rules: CALM }), SHELL)
    expect(ruleCard(html, rule).is('.good')).toBe(true)
    expect(visibleText(ruleCard(html, rule))).toContain(`${words} 无需处理`)
  })

  it.each<[RuleName, string]>([
    ['newProducts', '当日没有新品首销'],
    ['hotProducts', '当日没有爆款'],
    ['topProfit', '当日没有达标的商品'],
  ])('says that there is none, without praise: %s', (rule, words) => {
    const html = renderCard(ready({ rules: CALM }), SHELL)
    expect(ruleCard(html, rule).is('.quiet')).toBe(true)
    expect(visibleText(ruleCard(html, rule))).toContain(words)
  })

  it('makes its section say so', () => {
    const text = textOf(ready({ rules: CALM }))
    expect(text).toContain('全部正常')
    expect(text).toContain('一切平稳')
    expect(textOf(ready())).toContain('5 项待处理')
  })
})

describe('stock that is one snapshot for several days', () => {
  const lowStock = { status: 'unknown', reason: 'frozenStock' } as const
  const frozen = { ...BUSY, lowStock }
  const one = {
    rules: frozen,
    stockSnapshot: { frozen: 1, moving: 0, unknown: 0 },
    frozenStockSince: '2026-01-10',
  }

  it('is said once, with its days and what to do, and not again on each card', () => {
    const text = textOf(ready(one))
    expect(text).toContain('库存是导出时的快照（1月10日–18日相同），无法判断缺了几天；每天导出前一天的订单')
    expect(text.match(/每天导出前一天的订单/g)).toHaveLength(1)
    expect(textOf(ready(one), { lang: 'en' })).toContain(
      'Stock is as of the export (the same on 10–18 Jan), so',
    )
  })

  it('is said of how many stores, without days where those differ', () => {
    const several = {
      ...one,
      stores: ['甲', '乙', '丙'],
      stockSnapshot: { frozen: 2, moving: 1, unknown: 0 },
    }
    expect(textOf(ready(several))).toContain('2 家门店的库存是导出时的快照（1月10日–18日相同），')
    expect(textOf(ready({ ...several, frozenStockSince: null }))).toContain('2 家门店的库存是导出时的快照，')
    const english = textOf(ready({ ...several, frozenStockSince: null }), { lang: 'en' })
    expect(english).toContain('Stock at 2 stores is as of the export, so how long')
  })

  it('makes a rule that rests on it say that it cannot know, never 0, and its section count that', () => {
    const text = ruleText('lowStock', { lowStock })
    expect(text).toContain('无法判断：库存是快照')
    expect(text.split('为什么是这个数')[0]).not.toMatch(/\d+ 个/)
    expect(textOf(ready(one))).toContain('4 项待处理 · 1 项无法判断')
  })

  it('leaves what nobody knows of stockouts unknown', () => {
    if (BUSY.stockouts.status !== 'ok') throw new Error('the fixture has stockouts')
    const stockouts = { ...BUSY.stockouts, persistent: null, new: null, unseen: null }
    expect(ruleText('stockouts', { stockouts })).toContain('连续缺货 ≥ 3 天 — 当日新缺货 — 不知从哪天起 —')
  })

  it('counts the stores that a rule leaves out', () => {
    if (BUSY.lowStock.status !== 'ok') throw new Error('the fixture has low stock')
    expect(ruleText('lowStock', { lowStock: { ...BUSY.lowStock, storesFrozen: 3 } })).toContain(
      '另有 3 家门店的库存是导出时的快照，未计入',
    )
  })

  it('is not spoken of where stock moves', () => {
    expect(textOf(ready())).not.toContain('导出时的快照（')
  })
})

describe('a rule without enough data', () => {
  const lacking = { status: 'insufficientData', needDays: 14, haveDays: 9 } as const

  it.each(RULE_NAMES)('says how many days it needs and has, never 0: %s', (rule) => {
    const text = ruleText(rule, { [rule]: lacking })
    expect(text).toContain('数据不足（需要 14 天，已有 9 天）')
    expect(text).toContain('再积累 5 天')
    expect(text.split('为什么是这个数')[0]).not.toMatch(/\b0 (单|个)/)
  })

  it('speaks of the missing day where the days suffice', () => {
    const hotProducts = { status: 'insufficientData', needDays: 2, haveDays: 30 } as const
    const text = ruleText('hotProducts', { hotProducts })
    expect(text).toContain('数据不足')
    expect(text).toContain('前一天没有订单')
    expect(text).not.toContain('需要 2 天')
  })

  it('is counted by its section', () => {
    const rules = { ...BUSY, stockouts: lacking }
    expect(textOf(ready({ rules }))).toContain('4 项待处理 · 1 项数据不足')
  })
})

describe('the figures of the day', () => {
  it('are six, each with the one that explains it', () => {
    const text = textOf(ready())
    for (const part of [
      '订单数 303 无效订单 6 ',
      '实收额 ¥8,007 .41 原价 ¥10,755.61 ',
      '净利润 ¥1,173 .00 毛利 ¥2,816.39 ',
      '净利率 14.6% 毛利率 35.2%',
      '客单价 ¥26 .43 单均净利 ¥3.87 ',
      '营销费率 13.7% 营销费 ¥1,475.00 ',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('are unknown, not 0, where there is nothing to divide by', () => {
    const [today] = HISTORY
    const nothing = { orders: 0, allOrders: 2, revenueFen: 0, gmvFen: 0, marketingFen: 0 }
    const kpi = today && { ...today, grossProfitFen: 0, netProfitFen: -500, ...nothing }
    const text = textOf(ready({ kpi: kpi ?? null }))
    for (const part of ['净利率 —', '客单价 —', '营销费率 —']) expect(text).toContain(part)
  })

  it('do not stand on a day without orders, which is said instead', () => {
    const text = textOf(ready({ ...NOTHING, absent: [{ store: '示例门店21', lastDate: '2026-01-16' }] }))
    expect(text).not.toContain('订单数')
    expect(text).toContain('当日没有订单')
    expect(text).toContain('示例门店21 （缺 2 天：1月17日、18日）')
    expect(text).not.toContain('¥')
  })
})

describe('where the answer comes from', () => {
  it('is said with its age', () => {
    const text = textOf(ready())
    expect(text).not.toContain('数据截至')
    expect(text).toContain('计算于 06:05（2 小时前）')
    expect(text).toContain('缓存 · 2 分钟前核对')
    expect(textOf(ready({ source: 'live' }))).toContain('实时计算')
  })

  it('is marked and explained when it is out of date', () => {
    const changed = textOf(ready({ source: 'stale', staleReason: 'changed' }))
    expect(changed).toContain('已过期 · 正在刷新')
    expect(changed).toContain('又导入了订单')
    expect(textOf(ready({ source: 'stale', staleReason: 'unchecked' }))).toContain('没有核对数据')
    expect(textOf(ready({ source: 'stale', staleReason: 'rebuilding' }))).toContain('计算规则更新了')
    expect(textOf(ready({ source: 'stale' }))).toContain('可能不是最新的')
  })

  it('names the days that are missing since the latest, but not of a day that was asked for', () => {
    const view = ready({}, { nowIso: '2026-01-24T00:08:00.000Z' })
    expect(textOf(view)).toContain('数据截至 2026年1月18日 周日 缺 5 天')
    expect(textOf(view, { date: '2026-01-18' })).not.toContain('缺 5 天')
    expect(textOf(ready())).not.toContain('缺 5 天')
    expect(textOf(view, { lang: 'en' })).toContain('5 days missing')
  })

  it('begins with the stores that lack orders, and leads to what they lack', () => {
    const absent = [{ store: '示例门店02', lastDate: '2026-01-16' }]
    const html = renderCard(ready({ absent }), SHELL)
    const status = texts(html, '.page-head .status')[0] ?? ''
    expect(status.indexOf('示例门店02 （缺 2 天：1月17日、18日）')).toBeGreaterThan(-1)
    expect(link(select(html, '.absent'), '看哪天缺、怎么补').attr('href')).toBe('/coverage?lang=zh')
  })

  it('says of a day that was asked for when its absent stores had orders last', () => {
    const absent = [{ store: '示例门店02', lastDate: '2026-01-16' }]
    expect(textOf(ready({ absent }), { date: '2026-01-18' })).toContain('示例门店02 （最后有单 1月16日）')
  })

  it('names absent stores, and failed ones', () => {
    const absent = Array.from({ length: 5 }, (_, i) => ({ store: `缺席${i}`, lastDate: `2026-01-1${i}` }))
    const text = textOf(ready({ absent, failed: ['坏店'] }))
    for (const { store } of absent) expect(text).toContain(store)
    expect(text).toContain('5 家门店当日没有订单')
    expect(text).toContain('其余 2 家')
    expect(text).toContain('1 家门店计算失败，以下数字不含： 坏店')
  })
})

describe('the products of a top list', () => {
  it('names the store of each product only where there are several', () => {
    const top = (stores: string[]) =>
      visibleText(ruleCard(renderCard(ready({ stores }), SHELL), 'hotProducts'))
    expect(top(['示例门店21'])).not.toContain('示例门店21')
    expect(top(['示例门店02', '示例门店21'])).toContain('示例门店21')
  })

  it('lead to the product on that day', () => {
    expect(link(ruleCard(renderCard(ready(), SHELL), 'hotProducts'), '咪咪虾条').attr('href')).toBe(
      '/product?store=%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721&id=1&date=2026-01-18&from=&lang=zh',
    )
  })
})

describe('a page without a diagnosis', () => {
  it('tells how to import when there is no data yet', () => {
    const text = textOf({ status: 'noData' })
    expect(text).toContain('npm run import')
    expect(text).toContain('POST /api/import')
  })

  it('names the store that there is not, and lets the user choose another', () => {
    const html = renderCard(
      { status: 'unknownStore', stores: ['<b>甲'], directory: ready().directory },
      SHELL,
    )
    expect(visibleText(html)).toContain('没有这家门店 <b>甲')
    expect(texts(html, 'select[name="store"] option')).toContain('示例门店02')
  })

  it('says what it could not read', () => {
    expect(textOf({ status: 'badRequest', code: 'unreadableDate' })).toContain('看不懂这个日期')
    expect(textOf({ status: 'badRequest', code: 'tooManyStores' }, { lang: 'en' })).toContain(
      'Too many stores',
    )
  })

  it.each(['timeout', 'database', 'unexpected'] as const)(
    'offers to try again and names the reference: %s',
    (reason) => {
      const html = renderCard(
        { status: 'unavailable', reason, reference: 'a1b2c3' },
        { ...SHELL, stores: ['甲'] },
      )
      expect(visibleText(html)).toContain('参考编号 a1b2c3')
      expect(attributes(html, 'a.button', 'href')).toEqual(['/?store=%E7%94%B2&lang=zh'])
    },
  )
})
