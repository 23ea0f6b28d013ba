import type { ExportKind } from './kind'

/** What belongs to the order stands on its first line alone. */
export const shopify: ExportKind = {
  id: 'shopify',
  title: { zh: 'Shopify 订单', en: 'Shopify orders' },
  signatures: [['Name', 'Lineitem quantity', 'Lineitem name', 'Lineitem price']],
  columns: {
    订单ID: ['Name'],
    下单时间: ['Created at'],
    渠道: ['Source'],
    商品名称: ['Lineitem name'],
    销量: ['Lineitem quantity'],
    实收价格: ['Lineitem price'],
    商品原价: ['Lineitem compare at price'],
    店内码: ['Lineitem sku'],
    用户支付配送费: ['Shipping'],
  },
  constants: { 渠道: 'Shopify' },
  cancelledAt: 'Cancelled at',
  discount: 'Lineitem discount',
  harmless: ['Fulfillment Status', 'Lineitem fulfillment status', 'Refunded Amount'],
}
