import { describe, expect, it } from 'vitest'
import type { OrderDetail } from '../../../src/details/orderDetail'
import { renderOrderBody, renderOrderShell } from '../../../src/ui/order/orderPage'
import { deliverySteps, isOffByRounding } from '../../../src/ui/order/profit'
import { expectWellFormed, visibleText } from '../html'
import { ORDER, ORDER_TARGET, shellOf } from '../pageFixtures'

function bodyOf(order: Partial<OrderDetail> = {}, lang: 'zh' | 'en' = 'zh') {
  const shell = shellOf(ORDER_TARGET, lang)
  const body = renderOrderBody({ status: 'ready', order: { ...ORDER, ...order } }, shell)
  expectWellFormed(renderOrderShell(shell) + body)
  return body
}

function textOf(order: Partial<OrderDetail> = {}, lang: 'zh' | 'en' = 'zh') {
  return visibleText(bodyOf(order, lang))
}

describe('an order', () => {
  it('says what it is, where, when and how far', () => {
    const text = textOf()
    for (const part of [
      '订单 660906543317',
      '2026年1月18日 周日 23:18:09',
      '示例门店21',
      '美团共橙',
      '6.2 km',
    ])
      expect(text).toContain(part)
    expect(bodyOf()).toContain('href="/?store=')
  })

  it('says at first sight whether it lost or earned', () => {
    expect(textOf()).toContain('亏损 ¥5 .96')
    expect(textOf({ netProfitFen: 300 })).toContain('盈利 ¥3 .00')
  })

  it('says whether the figures count it, and why not', () => {
    expect(textOf()).toContain('计入经营指标 是')
    expect(textOf({ valid: false })).toContain('否：这个渠道的真实订单都有平台服务费')
  })

  it('leads from gross to net profit, step by step', () => {
    expect(textOf()).toContain(
      '各行毛利之和 ¥0.95 平台服务费 −¥1.81 物流配送费 −¥5.10 企客后返 ¥0.00 = 净利润 −¥5.96',
    )
    expect(textOf({}, 'en')).toContain('= Net profit −¥5.96')
  })

  it('draws each step as a bar that the words already tell', () => {
    const bars = [...bodyOf().matchAll(/<td class="bar" aria-hidden="true">.*?<rect class="(\w+)"/gs)]
    expect(bars.map(([, tone]) => tone).slice(0, 5)).toEqual(['gain', 'cost', 'cost', 'gain', 'cost'])
    expect(bars).toHaveLength(10)
  })

  it('leads from the courier’s fee to the net cost of its delivery', () => {
    expect(textOf()).toContain(
      '物流配送费 ¥5.10 用户支付配送费 −¥6.00 配送费减免 +¥5.00 企客后返 ¥0.00 = 配送净成本 ¥4.10',
    )
    expect(deliverySteps(ORDER).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(
      ORDER.netDeliveryCostFen,
    )
    expect(textOf()).not.toContain('计入「高配送费」')
    expect(textOf({ netDeliveryCostFen: 600 })).not.toContain('计入「高配送费」')
    expect(textOf({ netDeliveryCostFen: 601 })).toContain('计入「高配送费」')
  })

  it('explains a fen that rounding each step by itself moves', () => {
    expect(textOf()).not.toContain('四舍五入')
    expect(textOf({ netProfitFen: -597 })).toContain('四舍五入')
    expect(isOffByRounding([{ step: 'a', amountFen: 1 }], 1)).toBe(false)
  })

  it('warns of lines that its profit does not hold', () => {
    expect(textOf()).not.toContain('净利润可能不准')
    expect(textOf({ linesWithoutProfit: 2 })).toContain('2 行缺成本或利润额')
  })

  it('names the marketing amounts that it has, and their sum', () => {
    const text = textOf()
    expect(text).toContain('商品减免金额 ¥10 .01 商家承担部分券 ¥0 .01 合计 ¥10 .02')
    expect(text).not.toContain('满减金额')
    expect(textOf({}, 'en')).toContain('Product discount ¥10 .01')
    expect(textOf({ order: { ...ORDER.order, marketingMicro: [0, 0, 0, 0, 0, 0, 0] } })).toContain(
      '这单没有营销减免',
    )
  })

  it('shows its lines, flags those that product rules leave out, and dashes for what is unknown', () => {
    const rows = bodyOf().split('<th scope="row" class="row-name">').slice(1).map(visibleText)
    expect(rows[0]).toContain('¥3 .94')
    expect(rows[0]).not.toMatch(/耗材|提示|缺成本|—/)
    expect(rows[1]).toContain('耗材')
    expect(rows[2]).toContain('提示')
    expect(rows[2]).toContain('—')
    expect(rows[3]).toContain('缺成本')
    expect(rows[3]).toContain('—')
    expect(rows[4]).toContain('合计')
    const links = bodyOf().match(/href="\/product\?[^"]*"/g) ?? []
    expect(links).toHaveLength(2)
    expect(links[0]).toContain('id=7&amp;date=2026-01-18')
  })

  it('does not add up a cost that one of its lines does not tell', () => {
    const total = (order: Partial<OrderDetail>) =>
      /<td[^>]*data-label="商品成本">((?!<\/td>).)*<\/td>/gs.exec(
        bodyOf(order).split('<tfoot>')[1] ?? '',
      )?.[0] ?? ''
    expect(visibleText(total({}))).toContain('—')
    expect(visibleText(total({ lines: ORDER.lines.slice(0, 2) }))).toContain('¥9 .30')
  })

  it('shows a dash where the distance is unknown', () => {
    const text = textOf({ order: { ...ORDER.order, distanceMetres: null } })
    expect(text).toContain('配送距离 —')
  })

  it('says that there is none', () => {
    const text = visibleText(renderOrderBody({ status: 'notFound' }, shellOf(ORDER_TARGET)))
    expect(text).toContain('没有这个订单')
  })
})
