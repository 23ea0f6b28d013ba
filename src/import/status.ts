import { headerName } from './headerNames'

/** What the words of a platform say has become of an order, or of a line of it. */

/** `partly`: some of it was paid back. Whatever is neither, such as being on its way, is `live`. */
export type Fate = 'live' | 'partly' | 'cancelled'

/** What a status says of the whole order, in Chinese and in English. */
const STATUS_CANCELLED =
  /取消|(交易|订单)已?关闭|^已?关闭|作废|撤销|无效|全部退|全额退|整单退|^已退(款|货|单)|退货?退?款(成功|完成)|^退货(成功|完成)$|^(order)?cancel|^(closed|void|refunded|fullyrefunded|returned)/
/** Of the state of a refund: there a thing that is closed is the refund, and the order stands. */
const REFUND_CANCELLED = /全部退|全额退|整单退|已退款|已全退|退款(成功|完成)|^(fully)?refunded$/
/** Not yet, or not after all. */
const UNDECIDED =
  /^(未(?!发货)|无(?!效)|不|非|可)|未取消|取消配送|申请(?!.*(同意|通过))|待|中$|(取消|退款|退货)(失败|被?拒绝|驳回|关闭|撤销)|(拒绝|驳回)(取消|退款|退货)/
const PARTLY = /部分|partial|partly/

/** Values are few and come again on every line. */
const REMEMBERED = 1000

/**
 * Reads the two columns that tell of an order's fate.
 * @param cancelledStatuses values that take an order out for this kind alone
 */
export function createFates(cancelledStatuses: readonly string[] = []) {
  const own = new Set(cancelledStatuses.map(wordOf))
  return {
    ofStatus: remembered((word) => own.has(word) || STATUS_CANCELLED.test(word)),
    ofRefund: remembered((word) => REFUND_CANCELLED.test(word)),
  }
}

function remembered(isCancelled: (word: string) => boolean): (cell: string) => Fate {
  const known = new Map<string, Fate>()
  return (cell) => {
    let fate = known.get(cell)
    if (fate === undefined) {
      const word = wordOf(cell)
      if (PARTLY.test(word)) fate = 'partly'
      else fate = !UNDECIDED.test(word) && isCancelled(word) ? 'cancelled' : 'live'
      if (known.size < REMEMBERED) known.set(cell, fate)
    }
    return fate
  }
}

/** `wc-partially_refunded` as `partiallyrefunded`. */
function wordOf(cell: string): string {
  return headerName(cell)
    .toLowerCase()
    .replace(/^wc-/, '')
    .replace(/[\s_-]/g, '')
}
