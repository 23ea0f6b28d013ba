import { describe, expect, it } from 'vitest'
import type { OrderDetail } from '../../../src/details/orderDetail'
import { renderOrderBody, renderOrderShell } from '../../../src/ui/order/orderPage'
import { deliverySteps, isOffByRounding } from '../../../src/ui/order/profit'
import {
  attributes,
  cellUnder,
  each,
  expectWellFormed,
  hrefs,
  link,
  rowName,
  rowsOf,
  select,
  table,
  visibleText,
} from '../../html'
import { DATE, ORDER, ORDER_TARGET, STORE, shellOf } from '../pageFixtures'

function bodyOf(order: Partial<OrderDetail> = {}, lang: 'zh' | 'en' = 'zh') {
  const shell = shellOf(ORDER_TARGET, lang)
  const body = renderOrderBody({ status: 'ready', order: { ...ORDER, ...order }, origin: null }, shell)
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
    expect(link(bodyOf(), '2026年1月18日 周日').attr('href')).toBe(
      `/?store=${encodeURIComponent(STORE)}&date=${DATE}&lang=zh`,
    )
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
      '商品毛利（各行相加） ¥0.95 平台服务费 −¥1.81 物流配送费 −¥5.10 企客后返（事后返还） ¥0.00 = 净利润 −¥5.96',
    )
    expect(textOf({}, 'en')).toContain('= Net profit −¥5.96')
  })

  it('draws each step as a bar that the words already tell', () => {
    const tones = (caption: string) =>
      Object.fromEntries(
        rowsOf(table(bodyOf(), caption)).map((row) => [
          rowName(row),
          attributes(row, '.bar[aria-hidden="true"] rect', 'class').join(),
        ]),
      )
    expect(tones('利润怎么来的')).toEqual({
      '商品毛利（各行相加）': 'gain',
      平台服务费: 'cost',
      物流配送费: 'cost',
      '企客后返（事后返还）': 'gain',
      '= 净利润': 'cost',
    })
    expect(tones('配送净成本怎么来的')).toEqual({
      物流配送费: 'cost',
      用户支付配送费: 'gain',
      配送费减免: 'cost',
      '企客后返（事后返还）': 'cost',
      '= 配送净成本': 'cost',
    })
  })

  it('leads from the courier’s fee to the net cost of its delivery', () => {
    expect(textOf()).toContain(
      '物流配送费 ¥5.10 用户支付配送费 −¥6.00 配送费减免 +¥5.00 企客后返（事后返还） ¥0.00 = 配送净成本 ¥4.10',
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
    const lines = table(bodyOf(), '商品明细')
    const line = (name: string) => {
      const [row, ...others] = rowsOf(lines).filter((at) => rowName(at).startsWith(name))
      expect(others, name).toEqual([])
      return row ? visibleText(row) : ''
    }
    expect(line('康师傅 冰红茶')).toContain('¥3 .94')
    expect(line('康师傅 冰红茶')).not.toMatch(/耗材|提示|缺成本|—/)
    expect(line('购物袋')).toContain('购物袋 耗材')
    expect(line('金牌售后')).toContain('金牌售后 提示')
    expect(line('金牌售后')).toContain('—')
    expect(line('老坛酸菜')).toContain('老坛酸菜 缺成本')
    expect(line('老坛酸菜')).toContain('—')
    expect(each(select(lines, 'tfoot tr')).map(rowName)).toEqual(['合计'])
    const product = `/product?store=${encodeURIComponent(STORE)}&id=7&date=2026-01-18&lang=zh`
    expect(hrefs(lines)).toEqual([product, product])
  })

  it('does not add up a cost that one of its lines does not tell', () => {
    const total = (order: Partial<OrderDetail>) =>
      visibleText(cellUnder(select(table(bodyOf(order), '商品明细'), 'tfoot tr'), '商品成本')).trim()
    expect(total({})).toBe('—')
    expect(total({ lines: ORDER.lines.slice(0, 2) })).toBe('¥9 .30')
  })

  it('shows a dash where the distance is unknown', () => {
    const text = textOf({ order: { ...ORDER.order, distanceMetres: null } })
    expect(text).toContain('配送距离 —')
  })

  it('says that there is none', () => {
    const text = visibleText(renderOrderBody({ status: 'notFound', what: 'order' }, shellOf(ORDER_TARGET)))
    expect(text).toContain('没有这个订单')
  })
})
