import type { ColumnName } from '../diagnosis/orderFields'

/** Which of a file's columns the needed ones may be, for the sender to confirm: nothing is read by a guess. */

const WORDS: Readonly<Partial<Record<ColumnName, RegExp>>> = {
  订单ID:
    /(订单|单据|交易|流水|小票).*(号|编号|id)|order.*(id|no|number)|^(单号|小票号|流水号)$|receipt|transaction/i,
  门店名称: /店|商户|商家名|shop|store|location|branch/i,
  下单时间: /(下单|交易|销售|创建|支付|付款|成交|结账).*(时间|日期)|时间|日期|date|time|created/i,
  渠道: /渠道|平台|来源|channel|source|platform/i,
  商品名称: /(商品|货品|产品|宝贝|菜品).*(名|标题)|品名|^(商品|货品|产品|菜品)$|item|product|title/i,
  销量: /数量|件数|份数|qty|quantity|count/i,
  实收价格: /(实收|实付|成交|销售|单).*(价|金额)|单价|售价|金额|price|amount/i,
}

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
    const guess = [...left].find((name) => WORDS[column]?.test(name))
    if (guess === undefined) continue
    guesses[column] = guess
    left.delete(guess)
  }
  return guesses
}
