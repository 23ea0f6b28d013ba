import { bandNames } from '../../bands'
import { DELIVERY_COST_LIMIT_FEN, DISTANCE_BAND_METRES } from '../../thresholds'
import { TREND_INPUT } from '../../thresholdsInWords'
import { type Lang, type RuleWords, UNITS } from '../../words'

interface OwnWords extends RuleWords {
  amount: string
  distances: { label: string; bands: readonly string[] }
}

export const DELIVERY_LIMIT_YUAN = DELIVERY_COST_LIMIT_FEN / 100
const LIMIT = DELIVERY_LIMIT_YUAN.toFixed(2)
const DISTANCE_BAND_KM = DISTANCE_BAND_METRES.map((metres) => metres / 1000)
const DISTANCE_BOUNDS = [0, ...DISTANCE_BAND_KM]

export const words: Record<Lang, OwnWords> = {
  zh: {
    name: '高配送费',
    what: `自己贴的配送费（配送净成本）超过 ${DELIVERY_LIMIT_YUAN} 元的订单`,
    action: '核对配送',
    hint: '核对运力账单，远单提高起送价或收紧范围',
    todo: '核对运力账单，远单提高起送价',
    none: '配送成本正常',
    unit: UNITS.zh.orders,
    amount: `超 ${DELIVERY_LIMIT_YUAN} 元部分`,
    distances: {
      label: '配送距离',
      bands: bandNames(DISTANCE_BOUNDS, (from, to) =>
        to === undefined ? `${from} km 以上` : `${from}–${to} km`,
      ),
    },
    why: {
      plain: `一单自己贴的配送费，是付出去的配送费，减去顾客付的，再减去事后返还的；贴了 ${DELIVERY_LIMIT_YUAN} 元以上的单才算，超出的部分加起来就是金额。`,
      formula: [
        '配送净成本 = 物流配送费 − (用户支付配送费 − 配送费减免金额) − Σ企客后返，每单四舍五入到分',
        `计入当日配送净成本 > ${LIMIT} 元的订单`,
        `超出部分 = Σ(配送净成本 − ${LIMIT} 元)`,
      ],
      inputs: [TREND_INPUT.zh, ['配送距离', `分界 ${DISTANCE_BAND_KM.join('、')} km，含上界`]],
    },
  },
  en: {
    name: 'Costly delivery',
    what: `Net delivery cost above ¥${DELIVERY_LIMIT_YUAN}`,
    action: 'Review',
    hint: 'check the courier’s bill, and raise the minimum for distant orders',
    todo: 'Check the courier’s bill, raise far-order minimums',
    none: 'Delivery costs are normal',
    unit: UNITS.en.orders,
    amount: `Above ¥${DELIVERY_LIMIT_YUAN}`,
    distances: {
      label: 'By distance',
      bands: bandNames(DISTANCE_BOUNDS, (from, to) =>
        to === undefined ? `over ${from} km` : `${from}–${to} km`,
      ),
    },
    why: {
      plain: `What a delivery costs you is the courier’s fee, less what the customer paid and what is paid back later. Orders that cost more than ¥${DELIVERY_LIMIT_YUAN} are counted, and only the part above it is added up.`,
      formula: [
        'Net delivery cost = courier fee (物流配送费) − (delivery fee paid (用户支付配送费) − its discount (配送费减免金额)) − Σ rebate (企客后返), each order rounded to the fen',
        `Counts orders of the day with a net delivery cost > ¥${LIMIT}`,
        `Above the limit = Σ(net delivery cost − ¥${LIMIT})`,
      ],
      inputs: [
        TREND_INPUT.en,
        ['Distances', `split at ${DISTANCE_BAND_KM.join(', ')} km, each belonging to the band below`],
      ],
    },
  },
}
