import { describe, expect, it } from 'vitest'
import type { Action } from '../../../src/diagnosis/actions'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
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
import { ACTIONS, DIAGNOSIS, NOTHING, productAction, ready, SHELL } from '../fixtures'

/** The list of what to do first. */
function list(actions: Action[], shell: Partial<ShellView> = {}, stores = DIAGNOSIS.stores): Part {
  return select(renderCard(ready({ actions, stores }), { ...SHELL, ...shell }), 'section.actions')
}

describe('what to do first', () => {
  it('names what, why, how much today and what to do, in the order of the money', () => {
    const rows = texts(list(ACTIONS), 'li')
    expect(rows[0]).toContain(
      '1 老坛酸菜牛肉面 价格异常 引流品还是定错价？定个上限，或改价、改成本 今日金额 ¥16 .78',
    )
    expect(rows[1]).toContain('2 美团共橙 订单 …123456 亏损订单 看少了哪一项就不亏')
    expect(rows[2]).toContain('3 燕京U8 销量下滑')
    expect(rows).toHaveLength(5)
  })

  it('speaks English too', () => {
    const rows = texts(list(ACTIONS, { lang: 'en' }), 'li')
    expect(rows[1]).toContain(
      '2 美团共橙 order …123456 Loss-making orders See what alone would have saved it',
    )
    expect(rows[1]).toContain('Money today ¥16 .71')
  })

  it('shows three, and the rest behind a click', () => {
    const hidden = select(list(ACTIONS), 'details')
    expect(select(list(ACTIONS), 'li').length).toBe(5)
    expect(select(hidden, 'li').length).toBe(2)
    expect(texts(hidden, 'summary')).toEqual(['查看其余 2 项'])
    expect(select(hidden, 'ol').attr('start')).toBe('4')
    expect(select(list(ACTIONS.slice(0, 3)), 'details').length).toBe(0)
  })

  it('names the other rules that found the same', () => {
    expect(visibleText(list(ACTIONS))).toContain('先改那一项 （也是高配送费） 今日金额')
    expect(visibleText(list(ACTIONS, { lang: 'en' }))).toContain('(also: Costly delivery)')
    const action = { ...productAction('stockouts', 1, '甲', 100), also: ['salesDrop', 'nope', 'belowCost'] }
    expect(visibleText(list([action]))).toContain('（也是销量下滑、价格异常）')
  })

  it('leads to the product on that day, and to the order', () => {
    const store = '%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721'
    expect(link(list(ACTIONS), '老坛酸菜牛肉面').attr('href')).toBe(
      `/product?store=${store}&id=47&date=2026-01-18&from=&lang=zh`,
    )
    expect(link(list(ACTIONS), '美团共橙 订单 …123456').attr('href')).toBe(
      `/order?store=${store}&id=3301234567890123456&date=2026-01-18&from=&lang=zh`,
    )
    expect(hrefs(list(ACTIONS)).length).toBe(ACTIONS.length)
  })

  it('names the store of each only where there are several', () => {
    expect(visibleText(list(ACTIONS))).not.toContain('示例门店21')
    expect(visibleText(list(ACTIONS, {}, ['示例门店02', '示例门店21']))).toContain(
      '老坛酸菜牛肉面 示例门店21 价格异常',
    )
  })

  it('says by what it is ranked, and why slow stock is not', () => {
    const text = visibleText(list(ACTIONS))
    expect(text).toContain('按今日金额排序')
    expect(text).toContain('滞销占用是压在库存里的钱')
  })

  it('stands before the figures and the sections', () => {
    const boxes = select(renderCard(ready(), SHELL), '.actions, .kpis, .section')
    expect(boxes.first().is('.actions')).toBe(true)
    expect(boxes.filter('.kpis, .section').first().is('.kpis')).toBe(true)
  })

  it.each([
    [{ kind: 'restock', pieces: 6, daysOut: 4 }, '补 6 件 · 断货 4 天', 'Restock 6 · out for 4 days'],
    // One day is news, and how many nobody may know.
    [{ kind: 'restock', pieces: 1, daysOut: 1 }, '补 1 件', 'Restock 1'],
    [{ kind: 'restock', pieces: 1, daysOut: null }, '补 1 件', 'Restock 1'],
    [
      { kind: 'reprice', atLeastFen: 339, nowFen: 142 },
      '至少卖 ¥3.39（现 ¥1.42）',
      'Sell at ¥3.39 at least (now ¥1.42)',
    ],
    [{ kind: 'reprice', atLeastFen: null, nowFen: 142 }, '现卖 ¥1.42，低于成本', 'Sold at ¥1.42, below cost'],
    [{ kind: 'spare', levers: ['coupons'] }, '少了商家券就不亏', 'Saved without store coupons'],
    [{ kind: 'spare', levers: ['coupons', 'belowCost'] }, '另有 1 项少了也够', '1 more would have sufficed'],
    [{ kind: 'spare', levers: [] }, '少了哪一项都亏', 'Not saved by any one of these'],
  ] as const)('says what to do with its number: %j', (task, zh, en) => {
    const action: Action = { ...productAction('stockouts', 1, '甲', 100), task: task as Action['task'] }
    expect(visibleText(list([action]))).toContain(zh)
    expect(visibleText(list([action], { lang: 'en' }))).toContain(en)
  })

  it('has something to do for a finding of any rule, in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      for (const rule of Object.keys(RULES) as RuleName[]) {
        const { name, todo } = RULES[rule].view.words[lang]
        const row = visibleText(list([productAction(rule, 1, '甲', 100)], { lang }))
        expect(row).toContain(`${name} ${todo}`)
      }
    }
  })
})

describe('nothing to do first', () => {
  it('is said as good news', () => {
    const html = list([])
    expect(visibleText(html)).toContain('没有正在亏钱的订单或商品')
    expect(select(html, 'ol').length).toBe(0)
    expect(visibleText(list([], { lang: 'en' }))).toContain('No order or product is losing money')
  })

  it('is not said of a day without orders, of which nothing is known', () => {
    expect(select(renderCard(ready(NOTHING), SHELL), '.actions').length).toBe(0)
  })
})

describe('what nobody expects in an action', () => {
  it('are names that are markup: they stay text, and keep their direction', () => {
    const hostile = '</li><script>alert(1)</script>"\' \u202e'
    const actions: Action[] = [
      productAction('stockouts', 1, hostile, 500),
      {
        rule: 'lossOrders',
        store: hostile,
        subject: { kind: 'order', orderId: hostile, channel: hostile },
        name: null,
        channel: hostile,
        amountFen: 400,
        task: null,
        also: [hostile],
      },
    ]
    const html = renderShell(SHELL) + renderCard(ready({ actions, stores: [hostile, '乙'] }), SHELL)
    expectNothingForbidden(html)
    expectWellFormed(html)
    const rows = texts(html, '.card .actions li')
    expect(rows).toHaveLength(2)
    for (const row of rows) expect(row).toContain('</li><script>alert(1)</script>')
    expectOwnDirection(html, '</li>', 2)
    expectOwnDirection(html, '…', 0)
  })

  it('are products and channels without a name', () => {
    const order: Action = {
      rule: 'deliveryCost',
      store: '示例门店21',
      subject: { kind: 'order', orderId: '7', channel: '' },
      name: null,
      channel: null,
      amountFen: 100,
      task: null,
      also: [],
    }
    const text = visibleText(list([productAction('belowCost', 1, null, 200), order]))
    expect(text).toContain('1 （未命名） 价格异常')
    expect(text).toContain('2 未知渠道 订单 …7')
  })

  it('are rules that the page does not know: they are left out, and the ranks close up', () => {
    const text = visibleText(
      list([productAction('toString', 1, '甲', 300), productAction('stockouts', 2, '乙', 200)]),
    )
    expect(text).not.toContain('甲')
    expect(text).toContain('1 乙')
    expect(visibleText(list([productAction('nope', 1, '甲', 300)]))).toContain('没有正在亏钱')
  })
})
