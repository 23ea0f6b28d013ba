import { MARKETING_COLUMNS } from '../diagnosis/order'

/** The columns of an order export: canonical names and what else they are called. No I/O. */

/**
 * Every canonical column and its aliases, first choice first (spec "Data in", columns).
 * Columns that an order does not carry are listed too: they are known, so not worth a word in the report.
 */
const ALIASES = {
  订单ID: ['订单号', 'order_id', 'orderId', 'OrderID'],
  门店名称: ['门店', 'store_name', 'shop_name', '店名'],
  下单时间: ['日期', 'date', '订单时间', '下单日期', '创建时间', 'order_time'],
  渠道: ['订单渠道', '销售渠道', '平台', '订单平台', '来源渠道', 'channel'],
  商品名称: ['品名', 'product_name', 'name'],
  销量: ['月售', '销售数量', '商品数量', '数量', 'quantity'],
  实收价格: ['实付价格', '客户实付', '实付金额', 'actual_price'],
  商品采购成本: ['采购成本', '成本', '进货价', 'cost'],
  利润额: ['利润', '实际利润', 'profit'],
  商品实售价: ['售价', '实售价', '现价', 'price'],
  商品原价: ['原价', '标价', 'list_price'],
  库存: ['剩余库存', '库存数量', 'stock'],
  店内码: ['store_code', '内码'],
  条码: ['barcode', '商品条码', '商品条形码'],
  一级分类名: ['美团一级分类', '一级分类'],
  三级分类名: ['美团三级分类', '三级分类'],
  物流配送费: ['配送费', 'delivery_fee'],
  平台服务费: ['service_fee'],
  平台佣金: ['佣金', 'commission'],
  用户支付配送费: ['顾客配送费'],
  配送费减免金额: ['配送费减免'],
  企客后返: ['rebate'],
  打包袋金额: ['打包盒金额'],
  预计订单收入: [],
  满减金额: ['满减'],
  商品减免金额: ['商品减免'],
  新客减免金额: [],
  商家代金券: ['代金券'],
  商家承担部分券: ['商家承担部分'],
  满赠金额: [],
  商家其他优惠: [],
  配送距离: ['distance'],
  收货地址: [],
  门店ID: [],
  城市: ['城市名称'],
} as const satisfies Record<string, readonly string[]>

/** Canonical name of a column. */
export type ColumnName = keyof typeof ALIASES

const COLUMN_NAMES = Object.keys(ALIASES) as ColumnName[]

/** Without one of these a file is refused. */
export const REQUIRED_COLUMNS = [
  '订单ID',
  '门店名称',
  '下单时间',
  '渠道',
  '商品名称',
  '销量',
  '实收价格',
] as const satisfies readonly ColumnName[]

/** The four order-level amounts beside the marketing ones, in the order of the fields of `Order`. */
export const FEE_COLUMNS = [
  '物流配送费',
  '用户支付配送费',
  '配送费减免金额',
  '打包袋金额',
] as const satisfies readonly ColumnName[]

export { MARKETING_COLUMNS }

/** Personal data: known, so that it is never read, kept or reported. */
const ADDRESS_COLUMN: ColumnName = '收货地址'

/** Where each canonical column stands in a row, counted from 0; a column that the file lacks has no entry. */
export type ColumnPlaces = Readonly<Partial<Record<ColumnName, number>>>

/** What a header row says. */
export interface HeaderMatch {
  places: ColumnPlaces
  /** Cells of a whole row: up to the last column with a name. */
  width: number
  /** Whether the file carries addresses, so that cells which may have slipped out of their column stay unseen. */
  hasAddress: boolean
  /** Names that are neither canonical nor an alias, as written. */
  unknownColumns: string[]
  /** Required columns under none of their names. */
  missing: ColumnName[]
  /** All names of the header, as written. */
  found: string[]
}

const KNOWN_NAMES: ReadonlySet<string> = new Set(COLUMN_NAMES.flatMap((name) => namesOf(name)))

/** All names of a column: its own first, so that no alias overwrites it. */
function namesOf(column: ColumnName): string[] {
  return [column, ...ALIASES[column]]
}

/**
 * Finds the columns of a header.
 *
 * Names are trimmed, without byte-order mark. Of two cells with one name the first wins.
 * @param cells the cells of the header row
 */
export function matchHeader(cells: readonly string[]): HeaderMatch {
  const names = cells.map(headerName)
  const placeOf = new Map<string, number>()
  for (const [place, name] of names.entries()) {
    if (name !== '' && !placeOf.has(name)) placeOf.set(name, place)
  }
  const places: Partial<Record<ColumnName, number>> = {}
  for (const column of COLUMN_NAMES) {
    const name = namesOf(column).find((candidate) => placeOf.has(candidate))
    const place = name === undefined ? undefined : placeOf.get(name)
    if (place !== undefined) places[column] = place
  }
  const found = [...placeOf.keys()]
  return {
    places,
    width: names.findLastIndex((name) => name !== '') + 1,
    hasAddress: ADDRESS_COLUMN in places,
    unknownColumns: found.filter((name) => !KNOWN_NAMES.has(name)),
    missing: REQUIRED_COLUMNS.filter((column) => places[column] === undefined),
    found,
  }
}

/** A byte-order mark is white space to `trim`, but may also stand inside quotes or before them. */
function headerName(cell: string): string {
  return cell.replaceAll('\uFEFF', '').trim()
}
