import type { ExportKind } from './kind'

/** The standard template, one row a product; and the template for orders that it takes in, which others write too. */
export const dianxiaomi: ExportKind = {
  id: 'dianxiaomi',
  title: { zh: '店小秘订单', en: 'Dianxiaomi orders' },
  timeZone: 'Asia/Shanghai',
  signatures: [
    ['订单号', '店铺账号', '产品名称'],
    ['订单号', '店铺账号', '买家指定物流', '单价'],
  ],
  columns: {
    门店名称: ['店铺账号'],
    下单时间: ['下单时间', '付款时间'],
    商品名称: ['产品名称', '属性', 'sku'],
    销量: ['单个产品数量', '产品数量', '数量'],
    实收价格: ['产品售价', '单价'],
    店内码: ['商品SKU', 'SKU', 'sku'],
  },
  harmless: ['退款金额'],
}
