import { describe, expect, it } from 'vitest'
import type { Action } from '../../../src/diagnosis/actions'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { renderCard } from '../../../src/ui/home/page'
import type { ShellView } from '../../../src/ui/home/view'
import { ACTIONS, DIAGNOSIS, NOTHING, productAction, ready, SHELL } from '../fixtures'
import { expectWellFormed, visibleText } from '../html'

/** The list of what to do first, as HTML. */
function list(actions: Action[], shell: Partial<ShellView> = {}, stores = DIAGNOSIS.stores): string {
  const html = renderCard(ready({ actions, stores }), { ...SHELL, ...shell })
  return /<section class="actions.*?<\/section>/s.exec(html)?.[0] ?? ''
}

const rowsOf = (html: string) => html.split('<li').slice(1)

describe('what to do first', () => {
  it('names what, why, how much today and what to do, in the order of the money', () => {
    const rows = rowsOf(list(ACTIONS)).map((row) => visibleText(`<li${row}`))
    expect(rows[0]).toContain('1 老坛酸菜牛肉面 价格异常 把售价提到成本以上，或改正成本 今日金额 ¥16 .78')
    expect(rows[1]).toContain('2 美团共橙 订单 …123456 亏损订单 查满减')
    expect(rows[2]).toContain('3 燕京U8 销量下滑')
    expect(rows).toHaveLength(5)
  })

  it('speaks English too', () => {
    const rows = rowsOf(list(ACTIONS, { lang: 'en' })).map((row) => visibleText(`<li${row}`))
    expect(rows[1]).toContain('2 美团共橙 order …123456 Loss-making orders Check discounts and fees')
    expect(rows[1]).toContain('Money today ¥16 .71')
  })

  it('shows three, and the rest behind a click', () => {
    const [shown = '', hidden = ''] = list(ACTIONS).split('<details>')
    expect(rowsOf(shown)).toHaveLength(3)
    expect(rowsOf(hidden)).toHaveLength(2)
    expect(visibleText(hidden)).toContain('查看其余 2 项')
    expect(hidden).toContain('<ol class="action-rows" start="4">')
    expect(list(ACTIONS.slice(0, 3))).not.toContain('<details>')
  })

  it('names the other rules that found the same', () => {
    expect(visibleText(list(ACTIONS))).toContain('停掉亏钱的活动 （也是高配送费） 今日金额')
    expect(visibleText(list(ACTIONS, { lang: 'en' }))).toContain('(also: Costly delivery)')
    const action = { ...productAction('stockouts', 1, '甲', 100), also: ['salesDrop', 'nope', 'belowCost'] }
    expect(visibleText(list([action]))).toContain('（也是销量下滑、价格异常）')
  })

  it('leads to the product on that day, and to the order', () => {
    const html = list(ACTIONS)
    const store = '%E7%A4%BA%E4%BE%8B%E9%97%A8%E5%BA%9721'
    expect(html).toContain(`href="/product?store=${store}&amp;id=47&amp;date=2026-01-18&amp;lang=zh"`)
    expect(html).toContain(
      `href="/order?store=${store}&amp;id=3301234567890123456&amp;date=2026-01-18&amp;lang=zh"`,
    )
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
    const html = renderCard(ready(), SHELL)
    expect(html.indexOf('class="actions')).toBeLessThan(html.indexOf('class="kpis"'))
    expect(html.indexOf('class="kpis"')).toBeLessThan(html.indexOf('class="section'))
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
    expect(html).not.toContain('<ol')
    expect(visibleText(list([], { lang: 'en' }))).toContain('No order or product is losing money')
  })

  it('is not said of a day without orders, of which nothing is known', () => {
    expect(renderCard(ready(NOTHING), SHELL)).not.toContain('class="actions')
  })
})

describe('what nobody expects in an action', () => {
  it('are names that are markup: they stay text, and keep their direction', () => {
    const hostile = '</li><script>alert(1)</script>"\' \u202e'
    const html = list(
      [
        productAction('stockouts', 1, hostile, 500),
        {
          rule: 'lossOrders',
          store: hostile,
          subject: { kind: 'order', orderId: hostile, channel: hostile },
          name: null,
          channel: hostile,
          amountFen: 400,
          also: [hostile],
        },
      ],
      {},
      [hostile, '乙'],
    )
    expect(html).not.toContain('<script')
    expect(rowsOf(html)).toHaveLength(2)
    expectWellFormed(html)
    expect(visibleText(html)).toContain('</li><script>alert(1)</script>')
    for (const match of html.matchAll(/<([a-z]+)[^<>]*>(?:&lt;\/li|…)/g)) expect(match[1]).toBe('bdi')
  })

  it('are products and channels without a name', () => {
    const order: Action = {
      rule: 'deliveryCost',
      store: '示例门店21',
      subject: { kind: 'order', orderId: '7', channel: '' },
      name: null,
      channel: null,
      amountFen: 100,
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
