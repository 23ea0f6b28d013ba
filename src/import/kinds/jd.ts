import { CHINESE_PLATFORM } from './chinesePlatform'
import type { ExportKind } from './kind'

/** The query of orders of JD's shops nearby (京东到家, 京东秒送). */
export const jd: ExportKind = {
  ...CHINESE_PLATFORM,
  id: 'jd',
  title: { zh: '京东订单查询', en: 'JD order query' },
  signatures: [['订单编号', '京东到家sku', '商品价格']],
  columns: {
    下单时间: ['成交时间', '门店收单时间'],
    实收价格: ['商品价格'],
    店内码: ['商家sku'],
    条码: ['UPC'],
  },
  harmless: ['订单取消原因'],
}
