import type { BusinessDate } from '../diagnosis/businessDate'

/** How many orders of a store's day were rejected: a day that lost many is in doubt. */

export interface RejectedDay {
  store: string
  date: BusinessDate
  /** Orders that were taken. */
  orders: number
  rejectedOrders: number
}

export function createRejectedDays() {
  const days = new Map<string, RejectedDay>()
  const whole = new Map<string, number>()

  function keyOf(store: string, time: string): string {
    return `${time.slice(0, 10)} ${store}`
  }

  return {
    /** An order that was rejected; of one whose time cannot be read, the day is not known. */
    add(store: string, time: string | null): void {
      if (!time) return
      const key = keyOf(store, time)
      const day = days.get(key) ?? { store, date: time.slice(0, 10), orders: 0, rejectedOrders: 0 }
      day.rejectedOrders++
      days.set(key, day)
    },
    addWhole(store: string, time: string): void {
      const key = keyOf(store, time)
      whole.set(key, (whole.get(key) ?? 0) + 1)
    },
    list: (): RejectedDay[] => [...days].map(([key, day]) => ({ ...day, orders: whole.get(key) ?? 0 })),
  }
}
