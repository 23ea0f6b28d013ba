import type { ExportKind } from './kind'

export const jushuitan: ExportKind = {
  id: 'jushuitan',
  title: { zh: '聚水潭订单', en: 'Jushuitan orders' },
  timeZone: 'Asia/Shanghai',
  signatures: [['内部订单号', '线上订单号', '商品编码']],
  columns: { 渠道: ['平台站点'], 店内码: ['商品编码'] },
  // The orders that they became are in the file too.
  cancelledStatuses: ['被合并', '被拆分'],
}
