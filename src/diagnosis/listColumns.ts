import { WEEK_DAYS } from './thresholds'
import type { Lang } from './words'

/** What a column of a list is called. */
export interface ColumnWords {
  title: string
  /** In a file, where the page shows a unit that a bare number does not tell. */
  fileTitle?: string
  /** Why a value may be unknown. */
  unknown?: string
}

/** A column of a list: how its values stand, and what it is called. */
export interface Column {
  /** `number`, the default, stands to the right; `wide` takes a line of its own on a phone. */
  kind?: 'text' | 'number' | 'wide'
  /** The unit of a count: kilometres, of a value in metres, or days. */
  unit?: 'km' | 'days'
  /** Whether a rate says which way something went. */
  signed?: true
  /** Characters that its values take in a file, where they are many. */
  width?: number
  words: Readonly<Record<Lang, ColumnWords>>
}

/** A column's title in both languages. */
export function titled(zh: string, en: string): Column['words'] {
  return { zh: { title: zh }, en: { title: en } }
}

const WITHOUT_COST = { zh: '未知：缺成本，算不出毛利', en: 'Unknown: the cost is missing' }

/** As {@link titled}, of a value that is not known where costs are missing. */
export function titledWithCost(zh: string, en: string): Column['words'] {
  return { zh: { title: zh, unknown: WITHOUT_COST.zh }, en: { title: en, unknown: WITHOUT_COST.en } }
}

/** The two weeks in a title. No line ends between a number and its unit. */
export const LAST_WEEK = { zh: `近\u00a0${WEEK_DAYS}\u00a0天`, en: `last ${WEEK_DAYS}\u00a0d` }
export const WEEK_BEFORE = { zh: `前\u00a0${WEEK_DAYS}\u00a0天`, en: `${WEEK_DAYS}\u00a0d before` }

/** Columns that more than one list or page has. What only one rule's list shows is part of that rule. */
export const LIST_COLUMNS = {
  date: { kind: 'text', words: titled('日期', 'Day') },
  store: { kind: 'text', width: 20, words: titled('门店', 'Store') },
  channel: { kind: 'text', width: 16, words: titled('渠道', 'Channel') },
  mainChannel: { kind: 'text', width: 16, words: titled('主渠道', 'Main channel') },
  category: {
    kind: 'text',
    width: 20,
    words: {
      zh: { title: '分类', unknown: '未知：导出表没有分类' },
      en: { title: 'Category', unknown: 'Unknown: the export has no category' },
    },
  },
  product: { kind: 'text', width: 40, words: titled('商品', 'Product') },
  code: {
    kind: 'text',
    width: 18,
    words: {
      zh: { title: '店内码/条码', unknown: '没有：导出表没有店内码和条码' },
      en: { title: 'Code', unknown: 'None: the export has no code of the product' },
    },
  },
  order: { kind: 'text', width: 24, words: titled('订单', 'Order') },
  time: { kind: 'text', width: 20, words: titled('下单时间', 'Time') },
  quantity: { words: titled('销量', 'Sold') },
  quantityLastWeek: { words: titled(`${LAST_WEEK.zh}销量`, `Sold, ${LAST_WEEK.en}`) },
  unitPrice: { words: titled('实收单价', 'Paid per unit') },
  unitCost: {
    words: {
      zh: { title: '单位成本', unknown: '未知：缺成本' },
      en: { title: 'Cost per unit', unknown: 'Unknown: no cost' },
    },
  },
  revenue: { words: titled('实收额', 'Revenue') },
  cost: {
    words: {
      zh: { title: '商品成本', unknown: '未知：有商品缺成本' },
      en: { title: 'Cost of goods', unknown: 'Unknown: a product lacks its cost' },
    },
  },
  grossProfit: { words: titledWithCost('毛利', 'Gross profit') },
  serviceFee: { words: titled('平台服务费', 'Platform fee') },
  deliveryFee: { words: titled('物流配送费', 'Delivery fee') },
  rebate: { words: titled('企客后返', 'Rebate') },
  netProfit: { words: titled('净利润', 'Net profit') },
  marketing: { words: titled('营销费', 'Marketing') },
  margin: { words: titledWithCost('毛利率', 'Gross margin') },
  stock: {
    words: {
      zh: { title: '库存', unknown: '未知：导出表没有库存' },
      en: { title: 'Stock', unknown: 'Unknown: the export has no stock' },
    },
  },
  distance: {
    unit: 'km',
    words: {
      zh: { title: '配送距离', fileTitle: '配送距离（米）', unknown: '未知：导出表没有配送距离' },
      en: { title: 'Distance', fileTitle: 'Distance (m)', unknown: 'Unknown: the export has no distance' },
    },
  },
  lastSale: { kind: 'text', width: 18, words: titled('上次卖出', 'Last sale') },
  daysSinceLastSale: {
    unit: 'days',
    words: {
      zh: { title: '未售天数', unknown: '没有：之前从未卖出' },
      en: { title: 'Days unsold', unknown: 'None: never sold before' },
    },
  },
  restock: { words: titled('建议补货', 'Restock') },
  reasons: { kind: 'wide', width: 36, words: titled('可能原因', 'Likely reasons') },
} as const satisfies Record<string, Column>

/** What the list of most rules on products begins with. */
export const PRODUCT_COLUMNS = {
  product: LIST_COLUMNS.product,
  category: LIST_COLUMNS.category,
  store: LIST_COLUMNS.store,
  channel: LIST_COLUMNS.mainChannel,
}
