import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

/** The export by product. */
export const youzan: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'youzan',
  title: { zh: '有赞订单（商品维度）', en: 'Youzan orders by product' },
  signatures: [['订单号', '商品实际成交金额', '商品数量']],
  columns: {
    门店名称: ['归属店铺', '下单网点'],
    下单时间: ['订单创建时间', '买家付款时间', '交易成功时间'],
    实收价格: ['商品实际成交金额'],
    商品采购成本: ['商品成本价'],
    商品原价: ['商品单价'],
    一级分类名: ['商品类目', '商品目录'],
    店内码: ['规格编码', '商品编码'],
    订单状态: ['订单商品状态', '订单状态'],
    退款状态: ['商品退款状态'],
  },
  per: { 实收价格: 'line', 商品采购成本: 'unit', 商品原价: 'unit' },
  constants: { 渠道: '有赞' },
  takenBack: { amount: '商品已退款金额' },
  harmless: ['商品发货状态'],
}

/** The export by order: all that was bought is one cell. */
export const youzanOrders: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'youzanOrders',
  title: { zh: '有赞订单（订单维度）', en: 'Youzan orders' },
  signatures: [['订单号', '全部商品名称', '商品种类数']],
  instead: { zh: '按商品维度导出的订单', en: 'the export by product (商品维度)' },
}
