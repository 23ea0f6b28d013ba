import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

export const eleme: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'eleme',
  title: { zh: '饿了么订单', en: 'Ele.me orders' },
  signatures: [['订单编号', '商户名称', '商品成交总价']],
  columns: {
    一级分类名: ['商品分类'],
    商品原价: ['商品原始总价'],
    打包袋金额: ['打包袋费', '打包费'],
  },
  per: { 商品原价: 'line' },
  takenBack: { quantity: '商品退款数量', amount: '商品退款总价' },
  harmless: [
    ...['退款金额', '退款时间', '退款原因', '商品退款金额'],
    ...['订单无效理由', '订单取消原因', '索赔状态'],
  ],
}
