import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

export const meituan: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'meituan',
  title: { zh: '美团商品明细', en: 'Meituan product details' },
  signatures: [['订单编号', '商品销售数量', '商品实付交易额']],
  columns: {
    一级分类名: ['商品分类'],
    打包袋金额: ['打包袋费'],
    城市: ['商家所在城市'],
  },
  takenBack: { quantity: '部分退款商品数量', amount: '部分退款商品金额' },
  harmless: ['订单配送状态', '是否部分退款商品', '订单取消原因', '回复状态'],
}
