import { TREND_INPUT } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'
import type { Lever } from './levers'

interface OwnWords extends RuleWords {
  amount: string
  levers: Record<Lever | 'none', string>
  leversNote: string
}

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '亏损订单',
    what: '卖了反而亏钱的订单，也叫穿底',
    action: '核对',
    hint: '从「少了哪一项就不亏」里单数最多的一项查起',
    todo: '看少了哪一项就不亏，先改那一项',
    none: '无亏损订单',
    unit: UNITS.zh.orders,
    amount: '亏损金额',
    levers: {
      productDiscount: '少了商品减免就不亏',
      coupons: '少了商家券就不亏',
      orderDiscount: '少了满减就不亏',
      otherDiscount: '少了其他优惠就不亏',
      deliveryDiscount: '少了配送费减免就不亏',
      belowCost: '不低于成本卖就不亏',
      none: '少了哪一项都亏',
    },
    leversNote: '一单可以算进几项，各项不能相加；它说的是少了什么就够，不是谁的错。',
    why: {
      plain:
        '一单落到手的钱，是卖货赚的毛利，减去平台服务费和配送费，再加上事后返还的；不够减的就是亏损订单，各单亏的加起来就是亏损金额。',
      formula: [
        '净利润 = Σ利润额 − Σ平台服务费 − 物流配送费 + Σ企客后返，每单四舍五入到分',
        '计入当日净利润 < 0 且毛利 ≠ 0 的订单；毛利为 0 说明缺成本',
        '亏损金额 = Σ(−净利润)',
        '少了哪一项就不亏：净利润加回这一项金额（商品减免；商家代金券 + 商家承担部分券；满减；新客减免 + 满赠 + 其他优惠；配送费减免；低于成本卖出的差额）后 ≥ 0 的单数',
      ],
      inputs: [TREND_INPUT.zh],
      ordersLeftOut: (n) => `净利润为负而毛利恰为 0（缺成本，无法判断）的订单 ${n} 单`,
    },
  },
  en: {
    name: 'Loss-making orders',
    what: 'Orders that cost more than they brought in',
    action: 'Check',
    hint: 'start with whatever alone would have saved the most orders',
    todo: 'See what alone would have saved it, and change that',
    none: 'No loss-making orders',
    unit: UNITS.en.orders,
    amount: 'Lost',
    levers: {
      productDiscount: 'Saved without product discounts',
      coupons: 'Saved without store coupons',
      orderDiscount: 'Saved without spend & save',
      otherDiscount: 'Saved without other discounts',
      deliveryDiscount: 'Saved without delivery discounts',
      belowCost: 'Saved without sales below cost',
      none: 'Not saved by any one of these',
    },
    leversNote:
      'An order can count in several rows, so they do not add up. Each says what would have been enough, not what is to blame.',
    why: {
      plain:
        'What an order leaves you is the gross profit on its goods, less the platform’s and the courier’s fees, plus what is paid back later. Orders that end below zero are counted, and their losses added up.',
      formula: [
        'Net profit = Σ gross profit (利润额) − Σ platform fee (平台服务费) − courier fee (物流配送费) + Σ rebate (企客后返), each order rounded to the fen',
        'Counts orders of the day with a net profit < 0 and a gross profit ≠ 0 (0 means costs are missing)',
        'Lost = Σ(−net profit)',
        'Saved without: orders whose net profit plus that amount alone is ≥ 0 (商品减免金额; 商家代金券 + 商家承担部分券; 满减金额; 新客减免金额 + 满赠金额 + 商家其他优惠; 配送费减免金额; what sales below cost lost)',
      ],
      inputs: [TREND_INPUT.en],
      ordersLeftOut: (n) =>
        `${n} orders below 0 with a gross profit of exactly 0 (costs are missing, so it cannot be told)`,
    },
  },
}
