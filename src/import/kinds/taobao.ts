import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

/** The item report (宝贝报表): a row is a part order (子订单) of one product. */
export const taobao: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'taobao',
  title: { zh: '淘宝/千牛宝贝报表', en: 'Taobao item report' },
  signatures: [['主订单编号', '子订单编号', '购买数量']],
  columns: {
    下单时间: ['订单创建时间', '订单付款时间'],
    商品名称: ['标题', '商品标题', '宝贝标题'],
    销量: ['购买数量'],
    实收价格: ['买家应付货款'],
    商品原价: ['价格', '商品价格'],
    店内码: ['商家编码', '外部系统编号'],
  },
  per: { 实收价格: 'line', 商品原价: 'unit' },
  constants: { 渠道: '淘宝' },
  takenBack: { amount: '退款金额' },
}

/** The order report: all that was bought is one cell. */
export const taobaoOrders: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'taobaoOrders',
  title: { zh: '淘宝/千牛订单报表', en: 'Taobao order report' },
  signatures: [['订单编号', '宝贝标题', '宝贝种类', '宝贝总数量']],
  instead: { zh: '宝贝报表', en: 'the item report (宝贝报表)' },
}
