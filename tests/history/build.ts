import { MICRO_PER_YUAN } from '../../src/diagnosis/money'
import type { Order } from '../../src/diagnosis/order'
import { MARKETING_COLUMNS } from '../../src/diagnosis/orderFields'
import { toMilli } from '../../src/diagnosis/quantity'
import { noRows, type ReadReport } from '../../src/import/report'

/** An order of one line, at ten in the morning. */
export function anOrder(
  orderId: string,
  {
    date = '2026-01-18',
    pieces = 1,
    productName = '茶',
  }: { date?: string; pieces?: number; productName?: string } = {},
): Order {
  return {
    orderId,
    orderedAt: `${date}T10:00:00`,
    channel: '饿了么',
    deliveryFeeMicro: 0,
    userDeliveryFeeMicro: 0,
    deliveryDiscountMicro: 0,
    bagFeeMicro: 0,
    marketingMicro: MARKETING_COLUMNS.map(() => 0),
    distanceMetres: null,
    lines: [
      {
        productKey: 's:1001',
        productName,
        category: '饮品',
        subcategory: '',
        quantityMilli: toMilli(pieces),
        unitPriceMicro: 5 * MICRO_PER_YUAN,
        listPriceMicro: 6 * MICRO_PER_YUAN,
        costMicro: 2 * pieces * MICRO_PER_YUAN,
        grossProfitMicro: 3 * pieces * MICRO_PER_YUAN,
        serviceFeeMicro: MICRO_PER_YUAN,
        rebateMicro: 0,
        stockMilli: toMilli(4),
        sellingPriceMicro: 6 * MICRO_PER_YUAN,
      },
    ],
  }
}

/** The report of a file of which all was taken. */
export function aReport(of: Partial<ReadReport> = {}): ReadReport {
  return {
    kind: { id: 'own', title: { zh: '本店格式', en: 'Own layout' } },
    headerRow: 1,
    headerSignature: '订单ID|门店名称',
    skippedRows: [],
    duplicateColumns: [],
    totalRows: noRows(),
    repeatedHeaders: noRows(),
    linesRead: 1,
    linesAccepted: 1,
    linesCancelled: 0,
    ordersCancelled: 0,
    orders: 1,
    stores: 1,
    days: { count: 1, from: '2026-01-18', to: '2026-01-18' },
    rejected: { count: 0, lines: [], capped: false },
    unknownColumns: [],
    warnings: [],
    ...of,
  }
}
