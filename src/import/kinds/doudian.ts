import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

/** A row is a part order (子订单) of one product; what is due for it is its own. */
export const doudian: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'doudian',
  title: { zh: '抖店订单', en: 'Doudian orders' },
  signatures: [['主订单编号', '子订单编号', '选购商品']],
  columns: { 下单时间: ['订单提交时间', '下单时间'], 实收价格: ['订单应付金额'], 商品原价: ['商品单价'] },
  per: { 实收价格: 'line', 商品原价: 'unit' },
  constants: { 渠道: '抖音' },
  harmless: ['取消原因'],
}
