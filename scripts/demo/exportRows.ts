import { MARKETING_COLUMNS } from '../../src/diagnosis/orderFields.ts'
import { toWholeFen, yuanText } from './amounts.ts'
import type { Line } from './basket.ts'
import type { TradedOrder } from './trade.ts'

/** Orders as rows of a platform export. */

/** The columns of an export, in the platform's order. */
export const EXPORT_COLUMNS = [
  ...['订单ID', '门店名称', '日期', '渠道', '商品名称', '店内码', '一级分类名', '三级分类名', '月售'],
  ...['实收价格', '商品实售价', '商品原价', '商品采购成本', '利润额', '物流配送费', '平台服务费', '平台佣金'],
  ...[
    '预计订单收入',
    '企客后返',
    '用户支付配送费',
    '配送费减免金额',
    ...MARKETING_COLUMNS,
    '打包袋金额',
    '库存',
  ],
  '配送距离',
]

/** Cells by column, in the order of {@link EXPORT_COLUMNS}. */
export type ExportRow = string[]

/** One row a line; what belongs to the order is the same on each. */
export function orderRows(store: string, order: TradedOrder): ExportRow[] {
  const { delivery } = order
  const deliveryFee = yuanText(delivery.feeMicro)
  const commission = yuanText(commissionMicro(order))
  const orderCells = [
    yuanText(delivery.paidByUserMicro),
    yuanText(delivery.discountMicro),
    ...order.marketing.map(yuanText),
    yuanText(order.bagFeeMicro),
  ]
  const distance = delivery.distanceMetres === null ? '' : String(delivery.distanceMetres)
  return order.lines.map((line) => [
    order.orderId,
    store,
    order.orderedAt,
    order.channel.name,
    line.product.name,
    line.product.code,
    line.product.category,
    line.product.subcategory,
    String(line.quantity),
    yuanText(line.unitPriceMicro),
    yuanText(line.salePriceMicro),
    yuanText(line.product.listPriceMicro),
    yuanText(line.costMicro),
    yuanText(line.grossProfitMicro),
    deliveryFee,
    yuanText(line.serviceFeeMicro),
    commission,
    yuanText(revenueMicro(line) - line.serviceFeeMicro),
    yuanText(line.rebateMicro),
    ...orderCells,
    String(line.stock),
    distance,
  ])
}

function revenueMicro(line: Line): number {
  return line.unitPriceMicro * line.quantity
}

/** 平台佣金, of the whole order. */
function commissionMicro({ channel, lines }: TradedOrder): number {
  const paidMicro = lines.reduce((sum, line) => sum + Math.max(0, revenueMicro(line)), 0)
  return channel.serviceFeePercent > 0 ? toWholeFen(paidMicro * 0.02) : 0
}
