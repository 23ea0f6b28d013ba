import type { Reason, TimeSlot } from '../../cell'
import type { Order } from '../../order'
import { MILLI_PER_PIECE } from '../../quantity'

/** What may have made a delivery expensive. */

/** Beyond this a courier's distance surcharge is usual. */
const FAR_METRES = 5_000
/** Beyond this a courier's weight surcharge is usual. */
const HEAVY_GRAMS = 5_000
/** Goods that fill a courier's box, as their names tell it. */
const BULKY = /整箱|箱装|桶装|抽纸|卷纸|卫生纸|纸尿裤|收纳箱|被子|枕头|\d+\s*[卷提]/
const NIGHT = { fromHour: 22, toHour: 6 }

const SLOTS: readonly [fromHour: number, slot: TimeSlot][] = [
  [0, 'smallHours'],
  [6, 'breakfast'],
  [9, 'morning'],
  [11, 'lunch'],
  [14, 'afternoon'],
  [17, 'dinner'],
  [21, 'lateNight'],
]

function hourOf(time: string): number {
  return Number(time.slice(11, 13))
}

/** 早餐 6–9, 上午 9–11, 午餐 11–14, 下午茶 14–17, 晚餐 17–21, 夜宵 21–24, 凌晨 0–6. */
export function timeSlotOf(time: string): TimeSlot {
  const hour = hourOf(time)
  return SLOTS.findLast(([fromHour]) => hour >= fromHour)?.[1] ?? 'smallHours'
}

export function deliveryHints(order: Order): Reason[] {
  const hints: Reason[] = []
  const { distanceMetres } = order
  if (distanceMetres !== null && distanceMetres > FAR_METRES)
    hints.push({ code: 'far', value: distanceMetres })
  // Thousandths of a piece of so many grams.
  const milligrams = order.lines.reduce(
    (sum, line) => sum + Math.max(line.quantityMilli, 0) * gramsOf(line.productName),
    0,
  )
  const grams = milligrams / MILLI_PER_PIECE
  if (grams > HEAVY_GRAMS) hints.push({ code: 'heavy', value: grams })
  if (order.lines.some(({ quantityMilli, productName }) => quantityMilli > 0 && BULKY.test(productName))) {
    hints.push({ code: 'bulky' })
  }
  const hour = hourOf(order.orderedAt)
  if (hour >= NIGHT.fromHour || hour < NIGHT.toHour) hints.push({ code: 'night', value: hour })
  // Without a distance nobody can say that nothing was found.
  return hints.length === 0 && distanceMetres === null ? [{ code: 'distanceUnknown' }] : hints
}

const UNIT_GRAMS: Record<string, number> = {
  ml: 1,
  g: 1,
  克: 1,
  毫升: 1,
  l: 1000,
  kg: 1000,
  升: 1000,
  公斤: 1000,
  斤: 500,
}

/** Weight as the product's name tells it, such as 550ml*12瓶 (a millilitre as a gram); 0 where it does not. */
function gramsOf(productName: string): number {
  const match = /(\d+(?:\.\d+)?)\s*(ml|毫升|kg|公斤|g|克|l|升|斤)(?:\s*[*x×]\s*(\d+))?/i.exec(productName)
  if (!match) return 0
  const [, amount = '0', unit = 'g', pieces = '1'] = match
  return Number(amount) * (UNIT_GRAMS[unit.toLowerCase()] ?? 0) * Number(pieces)
}
