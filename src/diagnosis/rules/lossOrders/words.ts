import { TREND_INPUT } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

export const words = {
  zh: {
    name: '亏损订单',
    what: '当日净利润为负的订单（穿底）',
    action: '核对',
    hint: '逐单看满减、平台费与配送费，停掉亏钱的活动',
    todo: '查满减、平台费和配送费，停掉亏钱的活动',
    none: '无亏损订单',
    unit: UNITS.zh.orders,
    amount: '亏损金额',
    why: {
      formula: [
        '净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返，每单四舍五入到分',
        '计入当日净利润 < 0 且毛利 ≠ 0 的订单；毛利为 0 说明缺成本',
        '亏损金额 = Σ(−净利润)',
      ],
      inputs: [TREND_INPUT.zh],
      ordersLeftOut: (n: string) => `净利润为负而毛利恰为 0（缺成本，无法判断）的订单 ${n} 单`,
    },
  },
  en: {
    name: 'Loss-making orders',
    what: 'Orders with a net profit below zero',
    action: 'Check',
    hint: 'discounts, platform and delivery fees; stop promotions that lose money',
    todo: 'Check discounts and fees, stop what loses money',
    none: 'No loss-making orders',
    unit: UNITS.en.orders,
    amount: 'Lost',
    why: {
      formula: [
        'Net profit = Σ gross profit (利润额) − Σ platform fee (平台服务费) − courier fee (物流配送费) + Σ rebate (企客后返), each order rounded to the fen',
        'Counts orders of the day with a net profit < 0 and a gross profit ≠ 0, for 0 means that costs are missing',
        'Lost = Σ(−net profit)',
      ],
      inputs: [TREND_INPUT.en],
      ordersLeftOut: (n: string) =>
        `${n} orders below 0 whose gross profit is exactly 0 (costs are missing, nobody can tell)`,
    },
  },
} as const satisfies Record<Lang, RuleWords>
