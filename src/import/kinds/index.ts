import { amazon } from './amazon'
import { dianxiaomi } from './dianxiaomi'
import { doudian } from './doudian'
import { eleme } from './eleme'
import { jd } from './jd'
import { jushuitan } from './jushuitan'
import type { ExportKind } from './kind'
import { meituan } from './meituan'
import { miniorange } from './miniorange'
import { own } from './own'
import { qianniuhua } from './qianniuhua'
import { shopify } from './shopify'
import { square } from './square'
import { taobao, taobaoOrders } from './taobao'
import { wangdiantong } from './wangdiantong'
import { woocommerce } from './woocommerce'
import { youzan, youzanOrders } from './youzan'

/** The exports that are known, the first of several that fit first. */
export const KINDS: readonly ExportKind[] = [
  own,
  ...[meituan, eleme, jd, miniorange, qianniuhua],
  ...[jushuitan, wangdiantong, doudian, dianxiaomi],
  ...[taobao, taobaoOrders, youzan, youzanOrders],
  ...[shopify, woocommerce, square, amazon],
]

/** An export that none of them describes: its columns go by the names of `COLUMNS` alone, or by what the user says. */
export const OTHER: ExportKind = {
  id: 'other',
  title: { zh: '其他表格', en: 'Another table' },
  signatures: [],
}
