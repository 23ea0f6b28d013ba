import type { OrderLine } from './order'
import { EXCLUDED_CATEGORIES, NOTICE_LIST_PRICE_MICRO } from './thresholds'

/** Merchandise: not a consumable, and not a notice or giveaway listed at up to 0.01 元 (docs/rules.md#merchandise). */
export function isMerchandise(line: Pick<OrderLine, 'category' | 'listPriceMicro'>): boolean {
  if (EXCLUDED_CATEGORIES.has(line.category)) return false
  return line.listPriceMicro === null || line.listPriceMicro > NOTICE_LIST_PRICE_MICRO
}
