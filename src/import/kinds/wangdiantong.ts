import type { ExportKind } from './kind'

/** Details of what was sold and sent out. */
export const wangdiantong: ExportKind = {
  id: 'wangdiantong',
  title: { zh: '旺店通销售明细', en: 'Wangdiantong sales details' },
  timeZone: 'Asia/Shanghai',
  signatures: [['订单编号', '店铺', '货品名称', '货品成交总价']],
  columns: {
    下单时间: ['下单时间', '交易时间', '付款时间'],
    // The price of one piece beside it is rounded.
    实收价格: ['货品成交总价'],
    商品原价: ['货品原单价'],
  },
  per: { 实收价格: 'line', 商品原价: 'unit' },
}
