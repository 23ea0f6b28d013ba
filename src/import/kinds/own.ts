import type { ExportKind } from './kind'

/** The layout that `COLUMNS` describes. Its 订单编号 is the platform's own number, and no order id. */
export const own: ExportKind = {
  id: 'own',
  title: { zh: '门店订单明细', en: 'Store order lines' },
  signatures: [['订单ID', '实收价格']],
}
