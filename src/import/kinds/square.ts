import type { ExportKind } from './kind'

/** The details of items. Its currency shows in the signs of its amounts alone; its times are those of the place. */
export const square: ExportKind = {
  id: 'square',
  title: { zh: 'Square 商品明细', en: 'Square item details' },
  signatures: [['Date', 'Time', 'Item', 'Qty', 'Net Sales', 'Transaction ID']],
  columns: {
    订单ID: ['Transaction ID'],
    门店名称: ['Location'],
    下单时间: ['Date'],
    渠道: ['Channel'],
    商品名称: ['Item'],
    销量: ['Qty'],
    实收价格: ['Net Sales'],
    商品原价: ['Gross Sales'],
    店内码: ['SKU'],
    条码: ['GTIN'],
    一级分类名: ['Category'],
  },
  per: { 实收价格: 'line', 商品原价: 'line' },
  timeOfDay: 'Time',
  constants: { 渠道: 'Square' },
}
