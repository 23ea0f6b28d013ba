import type { MicroYuan } from './money'
import type { Milli } from './quantity'
import type { Lang } from './words'

/**
 * Every column of an order export, in one table: the reader, the stored record, the check for conflicting
 * values and the order page follow it.
 */

/** What the cells of a column hold, as it is kept; null = the export does not say. */
interface Kinds {
  /** Text without control characters: it becomes part of keys and addresses. */
  name: string
  /** Text that is only shown, '' where blank. */
  text: string
  /** A number kept as text, '' where blank. */
  id: string
  /** Local time as exported, `YYYY-MM-DDTHH:MM:SS`. */
  time: string
  /** A quantity with up to three decimals. */
  thousandths: Milli | null
  /** Micro-yuan. */
  amount: MicroYuan | null
  /** Micro-yuan of a fee, discount or rebate: blank is 0. */
  fee: MicroYuan
  /** Whole metres. */
  metres: number | null
}

export type Kind = keyof Kinds

/** The limits on text, as `src/limits.ts` sets them. */
export type TextLimit = 'storeName' | 'channel' | 'id' | 'name'

/** A heading in each language. */
type Heading = Readonly<Record<Lang, string>>

/** What an amount is of: one piece, or all pieces of its line. */
export type Per = 'unit' | 'line'

interface KnownColumn {
  /** What else the column is called, first choice first. */
  readonly aliases: readonly string[]
}

interface KeptColumn extends KnownColumn {
  readonly kind: Kind
  /** Whether a file without the column is refused, and whether a blank cell of it rejects its line too. */
  readonly required?: 'column' | 'cell'
  /** Of text. */
  readonly limit?: TextLimit
  /** Of a quantity, in pieces, either way. */
  readonly maxPieces?: number
  /** Of an amount that exports write either way: which of the two it is kept as. */
  readonly per?: Per
  /** Names under which such an amount is of the other: a price of the whole line, a cost of one piece. Last choice. */
  readonly otherPer?: readonly string[]
}

/** What tells an order from all others. */
interface KeyColumn extends KeptColumn {
  readonly level: 'key'
}

/** One value for the whole order: lines that disagree are reported, and the first line's value is kept. */
interface OrderLevelColumn extends KeptColumn {
  readonly level: 'order'
  /** Of `Order`; a column of the same name in the table `orders` stores it. */
  readonly field: string
  /** On the order page, for an amount, a fee or metres; absent: it has no line of its own there. */
  readonly heading?: Heading
}

/** A value of each line. */
interface LineColumn extends KeptColumn {
  readonly level: 'line'
  /** Of `OrderLine`, which the order stores within its packed lines. */
  readonly field: string
}

/** Read to understand the file, and then forgotten. */
interface ReadingColumn extends KnownColumn {
  readonly level: 'reading'
  /** Absent where its words are a kind's own. */
  readonly kind?: 'id'
  readonly limit?: TextLimit
}

/** Known, so not worth a word in the report, but not kept. */
interface UnusedColumn extends KnownColumn {
  /** Personal data is never read, kept or reported. */
  readonly level: 'unused' | 'personal'
}

/** Columns by canonical name. Order-level ones are shown on the order page in this order. */
export const COLUMNS = {
  订单ID: {
    aliases: [
      '订单号',
      '订单编号',
      '主订单编号',
      '线上订单号',
      '渠道订单号',
      'order_id',
      'orderId',
      'OrderID',
    ],
    level: 'key',
    kind: 'id',
    limit: 'id',
    required: 'cell',
  },
  门店名称: {
    aliases: ['门店', '店铺', '店铺名称', '商家名称', '商户名称', 'store_name', 'shop_name', '店名'],
    level: 'key',
    kind: 'name',
    limit: 'storeName',
    required: 'cell',
  },
  下单时间: {
    aliases: ['日期', 'date', '订单时间', '下单日期', '创建时间', 'order_time'],
    level: 'order',
    field: 'orderedAt',
    kind: 'time',
    required: 'cell',
  },
  渠道: {
    aliases: ['订单渠道', '销售渠道', '平台', '订单平台', '来源渠道', '订单来源', 'channel'],
    level: 'order',
    field: 'channel',
    kind: 'name',
    limit: 'channel',
    required: 'cell',
  },
  商品名称: {
    aliases: ['品名', '货品名称', '选购商品', 'product_name', 'name'],
    level: 'line',
    field: 'productName',
    kind: 'text',
    limit: 'name',
    required: 'cell',
  },
  /** 0 = cancelled, below 0 = returned. */
  销量: {
    aliases: ['月售', '销售数量', '商品数量', '商品销售数量', '货品数量', '数量', 'quantity'],
    level: 'line',
    field: 'quantityMilli',
    kind: 'thousandths',
    maxPieces: 1_000_000,
    required: 'cell',
  },
  /** Paid for one unit. */
  实收价格: {
    aliases: ['实付价格', '客户实付', '成交单价', '货品成交价', 'actual_price'],
    level: 'line',
    field: 'unitPriceMicro',
    kind: 'amount',
    required: 'column',
    per: 'unit',
    otherPer: ['实付金额', '商品实付交易额', '商品金额', '商品成交总价', '货品成交总价'],
  },
  /** Of the whole line. */
  商品采购成本: {
    aliases: ['采购成本', '成本', '总成本', '货品总成本', 'cost'],
    level: 'line',
    field: 'costMicro',
    kind: 'amount',
    per: 'line',
    otherPer: ['进货价', '成本价', '单位成本'],
  },
  /** Of the whole line. */
  利润额: {
    aliases: ['利润', '实际利润', '毛利', 'profit'],
    level: 'line',
    field: 'grossProfitMicro',
    kind: 'amount',
  },
  /** List price of one unit. */
  商品原价: {
    aliases: ['原价', '标价', 'list_price'],
    level: 'line',
    field: 'listPriceMicro',
    kind: 'amount',
    per: 'unit',
    otherPer: ['商品原价交易额'],
  },
  /** The price of one unit as it was on sale, before the order's discounts: what a customer saw. */
  商品实售价: {
    aliases: ['售价', '实售价', '现价', '商品售价', 'price'],
    level: 'line',
    field: 'sellingPriceMicro',
    kind: 'amount',
  },
  /** As it was when the line was written. */
  库存: {
    aliases: ['剩余库存', '库存数量', 'stock'],
    level: 'line',
    field: 'stockMilli',
    kind: 'thousandths',
    maxPieces: 1_000_000_000,
  },
  店内码: {
    aliases: ['store_code', '内码', '店内码/货号', '商家编码'],
    level: 'line',
    field: 'productKey',
    kind: 'id',
    limit: 'id',
  },
  条码: {
    aliases: ['barcode', '商品条码', '商品条形码', 'upc', 'UPC码'],
    level: 'line',
    field: 'productKey',
    kind: 'id',
    limit: 'id',
  },
  一级分类名: {
    aliases: ['美团一级分类', '一级分类', '商品一级分类', '店内分类'],
    level: 'line',
    field: 'category',
    kind: 'text',
    limit: 'name',
  },
  三级分类名: {
    aliases: ['美团三级分类', '三级分类', '商品三级分类'],
    level: 'line',
    field: 'subcategory',
    kind: 'text',
    limit: 'name',
  },
  /** Blank is 0, but unknown on every line of a file that has none at all: then nobody can tell which orders are real. */
  平台服务费: { aliases: ['service_fee'], level: 'line', field: 'serviceFeeMicro', kind: 'amount' },
  企客后返: { aliases: ['rebate'], level: 'line', field: 'rebateMicro', kind: 'fee' },
  /** What the store pays for delivery. */
  物流配送费: {
    aliases: ['配送费', 'delivery_fee'],
    level: 'order',
    field: 'deliveryFeeMicro',
    kind: 'fee',
  },
  用户支付配送费: {
    aliases: ['顾客配送费'],
    level: 'order',
    field: 'userDeliveryFeeMicro',
    kind: 'fee',
  },
  配送费减免金额: {
    aliases: ['配送费减免'],
    level: 'order',
    field: 'deliveryDiscountMicro',
    kind: 'fee',
  },
  满减金额: marketing({ zh: '满减金额', en: 'Spend-and-save' }, '满减'),
  商品减免金额: marketing({ zh: '商品减免金额', en: 'Product discount' }, '商品减免'),
  新客减免金额: marketing({ zh: '新客减免金额', en: 'New-customer discount' }),
  商家代金券: marketing({ zh: '商家代金券', en: 'Store voucher' }, '代金券'),
  商家承担部分券: marketing({ zh: '商家承担部分券', en: 'Store share of coupons' }, '商家承担部分'),
  满赠金额: marketing({ zh: '满赠金额', en: 'Gift with purchase' }),
  商家其他优惠: marketing({ zh: '商家其他优惠', en: 'Other store discounts' }),
  配送距离: {
    aliases: ['distance'],
    level: 'order',
    field: 'distanceMetres',
    kind: 'metres',
    heading: { zh: '配送距离', en: 'Distance' },
  },
  打包袋金额: {
    aliases: ['打包盒金额', '打包费'],
    level: 'order',
    field: 'bagFeeMicro',
    kind: 'fee',
    heading: { zh: '打包袋收入', en: 'Bag income' },
  },
  平台佣金: { aliases: ['佣金', 'commission'], level: 'unused' },
  预计订单收入: { aliases: ['预估订单收入'], level: 'unused' },
  收货地址: { aliases: [], level: 'personal' },
  /** What the sender's system calls the store: tells a renamed store from a new one. */
  门店ID: { aliases: ['门店编码', '商家ID'], level: 'reading', kind: 'id', limit: 'id' },
  城市: { aliases: ['城市名称'], level: 'unused' },
  /** What has become of the order, in the platform's words. */
  订单状态: { aliases: ['状态', '交易状态', 'order-status', 'Financial Status'], level: 'reading' },
  退款状态: { aliases: ['售后状态'], level: 'reading' },
} as const satisfies Record<string, KeyColumn | OrderLevelColumn | LineColumn | ReadingColumn | UnusedColumn>

/** An amount that marketing took off the order: one of the seven of `marketingMicro`, in the order of the table. */
function marketing(heading: Heading, ...aliases: string[]) {
  return { aliases, level: 'order', field: 'marketingMicro', kind: 'fee', heading } as const
}

type Columns = typeof COLUMNS

/** Canonical name of a column. */
export type ColumnName = keyof Columns

/** The columns of some shape. */
export type ColumnsWith<Shape> = {
  [Name in ColumnName]: Columns[Name] extends Shape ? Name : never
}[ColumnName]

/** An amount that some exports write for one piece and others for the whole line. */
export type AmountPerColumn = ColumnsWith<{ per: Per }>

/** What is kept of a column's cells. */
export type ValueOf<Name extends ColumnsWith<{ kind: Kind }>> = Columns[Name] extends { required: 'cell' }
  ? NonNullable<Kinds[Columns[Name]['kind']]>
  : Kinds[Columns[Name]['kind']]

/** The values of a level by field. */
type Values<Level extends 'order' | 'line'> = {
  [Name in ColumnsWith<{ kind: Kind }> as Columns[Name] extends {
    level: Level
    field: infer Field extends string
  }
    ? Field
    : never]: ValueOf<Name>
}

/** An order-level value of each field but the marketing amounts, which are one field. */
export type OrderValues = Omit<Values<'order'>, 'marketingMicro'>
export type LineValues = Values<'line'>

export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[]

/** A column with one value for the whole order. */
export interface OrderColumn {
  name: ColumnsWith<{ level: 'order' }>
  field: keyof OrderValues | 'marketingMicro'
  /** Where among the marketing amounts; null for a field of its own. */
  marketingIndex: number | null
  kind: Kind
  heading: Heading | null
}

/** The columns with one value for the whole order, in the order of the table. */
export const ORDER_COLUMNS: readonly OrderColumn[] = orderColumns()

function orderColumns(): OrderColumn[] {
  let marketingCount = 0
  return COLUMN_NAMES.filter(isOrderLevel).map((name) => {
    const column = COLUMNS[name]
    const { field, kind } = column
    const marketingIndex = field === 'marketingMicro' ? marketingCount++ : null
    return { name, field, marketingIndex, kind, heading: 'heading' in column ? column.heading : null }
  })
}

function isOrderLevel(name: ColumnName): name is OrderColumn['name'] {
  return COLUMNS[name].level === 'order'
}

/** An order-level column that the order page shows under a heading. */
type ShownColumn = OrderColumn & { heading: Heading }

const SHOWN_COLUMNS = ORDER_COLUMNS.filter((column): column is ShownColumn => column.heading !== null)

/** What the order page tells of an order beside its time, store and channel. */
export const ORDER_FACTS: readonly ShownColumn[] = SHOWN_COLUMNS.filter((column) => !isMarketing(column))

/** The amounts that marketing took off an order, in the order of `marketingMicro`. */
export const MARKETING_AMOUNTS: readonly ShownColumn[] = SHOWN_COLUMNS.filter(isMarketing)

export const MARKETING_COLUMNS: readonly ColumnName[] = MARKETING_AMOUNTS.map(({ name }) => name)

function isMarketing({ marketingIndex }: OrderColumn): boolean {
  return marketingIndex !== null
}
