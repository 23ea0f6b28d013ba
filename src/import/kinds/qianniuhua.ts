import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

export const qianniuhua: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'qianniuhua',
  title: { zh: '牵牛花订单明细', en: '牵牛花 order details' },
  signatures: [['订单编号', '商品SKU', '商品金额', '店内分类']],
  columns: { 店内码: ['商品SKU'] },
}
