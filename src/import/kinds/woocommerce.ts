import type { ExportKind } from './kind'

/** As the order export plug-ins name their columns: WooCommerce itself exports no orders. */
export const woocommerce: ExportKind = {
  id: 'woocommerce',
  title: { zh: 'WooCommerce 订单', en: 'WooCommerce orders' },
  signatures: [['Order Number', 'Order Date', 'Item Name', 'Item Cost']],
  columns: {
    订单ID: ['Order Number'],
    下单时间: ['Order Date'],
    商品名称: ['Item Name'],
    销量: ['Quantity (- Refund)', 'Quantity'],
    实收价格: ['Item Cost'],
    商品原价: ['Item Cost Before Discount'],
    店内码: ['SKU'],
    一级分类名: ['Category'],
    订单状态: ['Order Status'],
    用户支付配送费: ['Order Shipping Amount'],
  },
  constants: { 渠道: 'WooCommerce' },
  cancelledStatuses: ['failed', 'trash'],
  harmless: ['Order Refund Amount'],
}
