import { describe, expect, it } from 'vitest'
import type { Advice } from '../../../src/diagnosis/advice'
import type { Diagnosis } from '../../../src/diagnosis/diagnosis'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import type { Task } from '../../../src/diagnosis/tasks'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import {
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  type Part,
  select,
  texts,
  visibleText,
} from '../../html'
import { NOTHING, ordersTask, productTask, ready, SHELL, STORE_ROW, TASKS } from '../fixtures'

/** The list of what to do first. */
function list(tasks: Task[], shell: Partial<ShellView> = {}, diagnosis: Partial<Diagnosis> = {}): Part {
  const section = select(renderCard(ready({ ...diagnosis, tasks }), { ...SHELL, ...shell }), 'section.tasks')
  // What is sent says the same once more: it has tests of its own.
  section.find('.share, .share-all').remove()
  return section
}

const ROW = '.task-rows > li'

const levers = (some: object) => ({
  ...{ productDiscount: 0, coupons: 0, orderDiscount: 0, otherDiscount: 0, deliveryDiscount: 0 },
  ...{ belowCost: 0, none: 0, ...some },
})

/** One product in two stores. */
const SHARED: Task = {
  ...productTask('stockouts', 1, '可乐', 900),
  places: [
    ...productTask('stockouts', 1, '可乐', 600, {
      ...{
        store: '甲',
        code: '690',
        category: '饮料',
        advice: { kind: 'restock', pieces: 6, daysOut: 4, isSnapshot: false },
      },
    }).places,
    ...productTask('stockouts', 8, '可乐', 300, {
      ...{ store: '乙', advice: { kind: 'restock', pieces: 2, daysOut: null, isSnapshot: false } },
    }).places,
  ],
}
const TWO = { stores: ['甲', '乙'] }

describe('what to do first', () => {
  it('tells today’s money, the week and missing data apart, each in the order of the money', () => {
    const groups = select(list(TASKS, {}, { storeRows: [{ ...STORE_ROW, missingDays: 2 }] }), '.task-group')
    expect(texts(groups, 'h2')).toEqual(['今天的钱', '本周留意', '数据要补'])
    expect(texts(groups.eq(0), '.subject')).toEqual(['老坛酸菜牛肉面', '亏损订单 9 单', '娃哈哈', '农夫山泉'])
    expect(texts(groups.eq(1), '.subject')).toEqual(['燕京U8', '可口可乐'])
  })

  it('has only the groups that have something', () => {
    expect(texts(list([TASKS[0]].flatMap((task) => task ?? [])), 'h2')).toEqual(['今天的钱'])
  })

  it('names the thing, what to do with its number, why, and the money', () => {
    const advice: Advice = { kind: 'restock', pieces: 6, daysOut: 4, isSnapshot: false }
    const task = productTask('stockouts', 1, '可乐', 800, { advice, code: '690', category: '饮料' })
    expect(texts(list([task]), ROW)).toEqual([
      '1 可乐 补 6 件 · 断货 4 天 · 每天少赚 ¥8.00 编码 690 饮料 每天金额 ¥8 .00',
    ])
    expect(texts(list([task], { lang: 'en' }), ROW)).toEqual([
      '1 可乐 Order 6 · out of stock for 4 days · ¥8.00 missed a day Code 690 饮料 Money a day ¥8 .00',
    ])
  })

  it('shows three of a group, and the rest behind a click', () => {
    const money = select(list(TASKS), '.task-group').eq(0)
    const hidden = select(money, 'details')
    expect(select(money, ROW).length).toBe(4)
    expect(select(hidden, ROW).length).toBe(1)
    expect(texts(hidden, 'summary')).toEqual(['再看 1 件'])
    expect(select(hidden, 'ol').attr('start')).toBe('4')
    expect(select(select(list(TASKS.slice(0, 3)), '.task-group').eq(0), 'details').length).toBe(0)
  })

  it('says how many there are where they are more than anybody does in a morning', () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, i) => productTask('stockouts', i, `品${i}`, 900 - i))
    expect(select(list(many(21)), ROW).length).toBe(20)
    expect(visibleText(list(many(21)))).toContain('以上是金额最大的 20 件，共 21 件')
    expect(visibleText(list(many(20)))).not.toContain('以上是金额最大的')
  })

  it('names the other rules that found the same, and none that there is not', () => {
    expect(visibleText(list(TASKS))).toContain('· 也是高配送费')
    expect(visibleText(list(TASKS, { lang: 'en' }))).toContain('· also: Costly delivery')
    const task = { ...productTask('stockouts', 1, '甲', 100), also: ['salesDrop', 'nope', 'belowCost'] }
    expect(visibleText(list([task]))).toContain('也是销量下滑、价格异常')
  })

  it('leads to the product on that day, and to the orders', () => {
    const store = '%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721'
    expect(link(list(TASKS), '老坛酸菜牛肉面').attr('href')).toBe(
      `/product?store=${store}&id=47&date=2026-01-18&from=&lang=zh`,
    )
    expect(link(list(TASKS), '亏损订单 9 单').attr('href')).toBe('/rules/lossOrders?date=2026-01-18&lang=zh')
    expect(hrefs(list(TASKS)).length).toBe(TASKS.length)
  })

  it('says by what it is ranked, and why slow stock is not', () => {
    const text = visibleText(list(TASKS))
    expect(text).toContain('按每天的金额排')
    expect(text).toContain('滞销占用是压在库存里的钱')
  })

  it('counts what is too small, and says nothing of none', () => {
    const small = visibleText(list(TASKS, {}, { smallFindings: { count: 7, amountFen: 512 } }))
    expect(small).toContain('另有 7 项小额（每项每天不到日均净利的 0.5%），共 ¥5.12')
    expect(visibleText(list(TASKS))).not.toContain('小额')
  })

  it('stands before the figures and the sections', () => {
    const boxes = select(renderCard(ready(), SHELL), '.headline, .tasks, .kpis, .section')
    expect(['.headline', '.tasks', '.kpis'].map((box, i) => boxes.eq(i).is(box))).toEqual([true, true, true])
  })
})

describe('what to do', () => {
  it.each<[RuleName, Advice, string, string]>([
    [
      'stockouts',
      { kind: 'restock', pieces: 6, daysOut: 4, isSnapshot: false },
      '补 6 件 · 断货 4 天',
      'Order 6 · out of stock for 4 days',
    ],
    // One day is news, and how many nobody may know.
    [
      'stockouts',
      { kind: 'restock', pieces: 1, daysOut: 1, isSnapshot: false },
      '补 1 件 · 缺货',
      'Order 1 · out of stock',
    ],
    [
      'stockouts',
      { kind: 'restock', pieces: 1, daysOut: null, isSnapshot: false },
      '补 1 件 · 缺货',
      'Order 1 · out of stock',
    ],
    // A shelf may be full: the export's stock is not the day's.
    [
      'stockouts',
      { kind: 'restock', pieces: 1, daysOut: null, isSnapshot: true },
      '补 1 件 · 库存是导出时的快照，先看货架',
      'Order 1 · stock is as of the export: check the shelf',
    ],
    // One fen is no price to correct.
    [
      'belowCost',
      { kind: 'reprice', atLeastFen: 207, nowFen: 1, cause: 'promotion', since: null },
      '几乎白送：限量还是停？ · 至少卖 ¥2.07',
      'Nearly given away: cap it or stop it? · sell for at least ¥2.07',
    ],
    [
      'lowStock',
      { kind: 'restockSoon', pieces: 5, stockMilli: 1500 },
      '补 5 件 · 只剩 1.5 件，撑不过 1 天 · 断了每天少赚 ¥1.00',
      'Order 5 · only 1.5 left, less than a day’s sales · ¥1.00 missed a day once it is out',
    ],
    [
      'belowCost',
      { kind: 'reprice', atLeastFen: 339, nowFen: 142, cause: 'promotion', since: '2026-01-11' },
      '至少卖 ¥3.39（现 ¥1.42） · 引流品还是定错价？ · 1月11日起 · 当日亏 ¥1.00',
      'Sell for at least ¥3.39 (now ¥1.42) · loss leader, or a wrong price? · since 11 Jan · lost ¥1.00 that day',
    ],
    [
      'belowCost',
      { kind: 'reprice', atLeastFen: null, nowFen: 142, cause: 'discount', since: null },
      '现卖 ¥1.42，低于成本 · 优惠减到成本以下 · 当日亏',
      'Sells for ¥1.42, below cost · discounts took it below cost · lost',
    ],
    [
      'lossOrders',
      { kind: 'spare', levers: levers({ coupons: 3, deliveryDiscount: 5, productDiscount: 1, none: 9 }) },
      '少了配送费减免就不亏 5 单 · 少了商家券就不亏 3 单 · 当日亏',
      'Saved without delivery discounts: 5 · Saved without store coupons: 3 · lost',
    ],
    [
      'lossOrders',
      { kind: 'spare', levers: levers({ none: 2 }) },
      '少了哪一项都亏 · 当日亏',
      'Not saved by any one of these',
    ],
    [
      'marginDrop',
      { kind: 'reasons', reasons: [{ code: 'costUp', value: 120 }] },
      '换供应商或谈进价 · 进价 +12.0% · 每天少赚 ¥1.00',
      'Change supplier or renegotiate · ',
    ],
    [
      'salesDrop',
      { kind: 'reasons', reasons: [{ code: 'priceUp', value: 200 }] },
      '调回售价 · ',
      'Put the price back down',
    ],
  ])('for %s says its number and its reason: %j', (rule, advice, zh, en) => {
    const task = productTask(rule, 1, '甲', 100, { advice })
    expect(texts(list([task]), '.todo')[0]).toContain(zh)
    expect(texts(list([task], { lang: 'en' }), '.todo')[0]).toContain(en)
  })

  it('is what the rule says where there is no advice, in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      for (const rule of Object.keys(RULES) as RuleName[]) {
        const row = texts(list([productTask(rule, 1, '甲', 100)], { lang }), '.todo')
        expect(row[0]).toContain(RULES[rule].view.words[lang].todo)
      }
    }
  })
})

describe('a task of several stores', () => {
  it('names its first stores and how many there are, and the total', () => {
    const row = visibleText(select(list([SHARED], {}, TWO), ROW))
    expect(row).toContain('可乐 共补 8 件 · 每天少赚 ¥9.00')
    expect(texts(list([SHARED], {}, TWO), '.where')).toEqual(['甲 、 乙 饮料'])
    const three = {
      ...SHARED,
      places: [...SHARED.places, ...productTask('stockouts', 2, '', 1, { store: '丙' }).places],
    }
    expect(texts(list([three], {}, TWO), '.where')[0]).toContain('等 3 家店')
    expect(texts(list([three], { lang: 'en' }, TWO), '.where')[0]).toContain('and more, 3 stores in all')
  })

  it('has each store with its own number, behind a click', () => {
    const places = select(list([SHARED], {}, TWO), 'details.places')
    expect(texts(places, 'li')).toEqual([
      '甲 编码 690 · 补 6 件 · 断货 4 天 · 每天少赚 ¥6.00',
      '乙 补 2 件 · 缺货 · 每天少赚 ¥3.00',
    ])
    expect(link(places, '乙').attr('href')).toBe(
      '/product?store=%E4%B9%99&id=8&date=2026-01-18&from=&lang=zh',
    )
  })

  it('leads to the list of the rule with that product in all stores', () => {
    expect(link(list([SHARED], {}, TWO), '可乐').attr('href')).toBe(
      '/rules/stockouts?date=2026-01-18&q=%E5%8F%AF%E4%B9%90&lang=zh',
    )
  })

  it('says from which to which price, where they differ', () => {
    const priced = (atLeastFen: number | null, store: string) =>
      productTask('belowCost', 1, '可乐', 100, {
        ...{ store, advice: { kind: 'reprice', atLeastFen, nowFen: 100, cause: 'promotion', since: null } },
      }).places
    const todo = (...prices: (number | null)[]) => {
      const places = prices.flatMap((price, i) => priced(price, `店${i}`))
      return texts(list([{ ...productTask('belowCost', 1, '可乐', 200), places }], {}, TWO), '.todo')[0]
    }
    expect(todo(300, 250)).toContain('至少卖 ¥2.50–¥3.00')
    expect(todo(300, 300)).toContain('至少卖 ¥3.00（现 ¥1.00）')
    expect(todo(null, null)).toContain('现卖 ¥1.00，低于成本')
  })

  it('adds the orders of a rule up, and leads to those of each store in the channel that is shown', () => {
    const [a] = ordersTask('lossOrders', 3, 500).places
    const places = [
      { ...a, store: '甲' },
      { ...a, store: '乙', orders: 4 },
    ] as Task['places']
    const task = { ...ordersTask('lossOrders', 0, 1000), places }
    expect(texts(list([task], {}, TWO), '.subject')).toEqual(['亏损订单 7 单'])
    const narrowed = list([task], {}, { ...TWO, onlyChannel: '饿了么' })
    const channel = 'channel=%E9%A5%BF%E4%BA%86%E4%B9%88'
    expect(hrefs(narrowed)).toEqual([
      `/rules/lossOrders?date=2026-01-18&${channel}&lang=zh`,
      `/rules/lossOrders?store=%E7%94%B2&date=2026-01-18&${channel}&lang=zh`,
      `/rules/lossOrders?store=%E4%B9%99&date=2026-01-18&${channel}&lang=zh`,
    ])
  })

  it('names no store where the page is of one', () => {
    expect(visibleText(list(TASKS))).not.toContain('示例门店21')
    expect(visibleText(list(TASKS, {}, TWO))).toContain('示例门店21')
  })
})

describe('data that is missing', () => {
  it('is a task of its own, which leads to where it is to be had', () => {
    const rows = [
      { ...STORE_ROW, missingDays: 3, productsWithoutCost: 7 },
      { ...STORE_ROW, store: '乙' },
    ]
    const group = (shell: Partial<ShellView>, stores = ['甲', '乙']) =>
      select(list(TASKS, shell, { storeRows: rows, stores }), '.data-tasks')
    expect(texts(group({ mayImport: true }), 'li')).toEqual([
      '近 14 天里有 1 家店共缺 3 天的订单 看缺哪几天',
      '7 款商品没有成本，算不了利润：导出时带上「商品采购成本」再导入 去导入',
    ])
    expect(texts(group({}, ['甲']), 'li')[0]).toContain('近 14 天里缺 3 天的订单')
    expect(hrefs(group({ mayImport: true }))).toEqual(['/coverage?lang=zh', '/import?lang=zh'])
    expect(hrefs(group({ mayImport: false }))).toEqual(['/coverage?lang=zh'])
  })

  it('is not spoken of where nothing is', () => {
    expect(select(list(TASKS), '.data-tasks').length).toBe(0)
  })
})

describe('nothing to do first', () => {
  it('is said as good news', () => {
    const html = list([])
    expect(visibleText(html)).toContain('没有正在亏钱的订单或商品')
    expect(select(html, 'ol').length).toBe(0)
    expect(visibleText(list([], { lang: 'en' }))).toContain('No orders or products are losing money')
  })

  it('is said of today where only the week has something', () => {
    expect(visibleText(list([productTask('salesDrop', 1, '甲', 100)]))).toContain('没有正在亏钱')
  })

  it('is not said of a day without orders, of which nothing is known', () => {
    expect(select(renderCard(ready(NOTHING), SHELL), '.card .tasks').length).toBe(0)
  })
})

describe('what nobody expects in a task', () => {
  it('are names that are markup: they stay text, and keep their direction', () => {
    const hostile = '</li><script>alert(1)</script>"\' \u202e'
    const place = { store: hostile, code: hostile, category: hostile }
    const tasks = [
      productTask('stockouts', 1, hostile, 500, place),
      { ...ordersTask('lossOrders', 2, 400, [hostile]), name: hostile },
    ]
    const html = renderShell(SHELL) + renderCard(ready({ tasks, stores: [hostile, '乙'] }), SHELL)
    expectNothingForbidden(html)
    expectWellFormed(html)
    const rows = texts(html, `.card .tasks ${ROW}`)
    expect(rows).toHaveLength(2)
    expect(rows[0]).toContain('</li><script>alert(1)</script>')
    expectOwnDirection(html, '</li>', 2)
  })

  it('are products without a name', () => {
    expect(visibleText(list([productTask('belowCost', 1, null, 200)]))).toContain('1 （未命名）')
  })

  it('are rules that the page does not know: they are left out, and the ranks close up', () => {
    const text = visibleText(
      list([productTask('toString', 1, '甲', 300), productTask('stockouts', 2, '乙', 200)]),
    )
    expect(text).not.toContain('甲')
    expect(text).toContain('1 乙')
    expect(visibleText(list([productTask('nope', 1, '甲', 300)]))).toContain('没有正在亏钱')
  })

  it('is a place that there is not', () => {
    const task = { ...productTask('stockouts', 1, '甲', 300), places: [] }
    expect(texts(list([task]), '.subject')).toEqual(['甲'])
  })
})
