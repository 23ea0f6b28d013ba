import type { ColumnName } from '../diagnosis/orderFields'

/** Which of a file's columns those may be that the sender is asked for: nothing is read by a guess that he has not seen. */

const WORDS: Readonly<Partial<Record<ColumnName, RegExp>>> = {
  订单ID:
    /(订单|单据|交易|流水|小票).*(号|编号|id)|order.*(id|no|number)|^(单号|小票号|流水号)$|receipt|transaction/i,
  门店名称: /店|商户|商家名|shop|store|location|branch/i,
  下单时间: /(下单|交易|销售|创建|支付|付款|成交|结账).*(时间|日期)|时间|日期|date|time|created/i,
  渠道: /渠道|平台|来源|channel|source|platform/i,
  商品名称: /(商品|货品|产品|宝贝|菜品).*(名|标题)|品名|^(商品|货品|产品|菜品)$|item|product|title/i,
  销量: /数量|件数|份数|qty|quantity|count/i,
  实收价格: /(实收|实付|成交|销售|单).*(价|金额)|单价|售价|金额|price|amount/i,
  商品采购成本: /成本|进货|进价|采购|cost/i,
  库存: /库存|结存|stock|inventory/i,
  一级分类名: /分类|类目|品类|category/i,
  平台服务费: /服务费|service.?fee/i,
}

/** What a store or a platform is named with, and is no name of it: a code, an amount, somebody's share of a discount. */
const BELONGS_TO_IT = /码|号|sku|id$|费|金|额|优惠|补贴|承担|商品|fee|amount|discount|code|number/i
const ARE_NAMES: ReadonlySet<ColumnName> = new Set(['门店名称', '渠道'])

/** A longer text is no name. */
const MAX_NAME_CHARS = 60

/** @param names the file's columns that are not read as anything else */
export function guessColumns(
  missing: readonly ColumnName[],
  names: readonly string[],
): Partial<Record<ColumnName, string>> {
  const guesses: Partial<Record<ColumnName, string>> = {}
  const left = new Set(names.filter((name) => name.length <= MAX_NAME_CHARS))
  for (const column of missing) {
    const guess = [...left].find((name) => mayBe(column, name))
    if (guess === undefined) continue
    guesses[column] = guess
    left.delete(guess)
  }
  return guesses
}

function mayBe(column: ColumnName, name: string): boolean {
  if (ARE_NAMES.has(column) && BELONGS_TO_IT.test(name)) return false
  return WORDS[column]?.test(name) ?? false
}
