import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

export const miniorange: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'miniorange',
  title: { zh: 'mini橙订单商品明细', en: 'mini橙 order products' },
  signatures: [['渠道订单号', '出库数量', '金额']],
  columns: { 下单时间: ['时间'], 实收价格: ['金额'], 店内码: ['商品编码'] },
  per: { 实收价格: 'line' },
}
