import type { ShopClock } from '../history/coverage'
import { betweenZones, localTimes } from '../import/timeZone'
import { TIME_ZONE } from '../shop'

const toLocal = localTimes(TIME_ZONE)
const toUtc = betweenZones(TIME_ZONE, 'UTC')

/** Where the shops' clock is, and when their days begin. */
export function shopClock(now: Date): ShopClock {
  return {
    today: toLocal(now.getTime()).slice(0, 10),
    startOf: (date) => `${toUtc(`${date}T00:00:00`)}.000Z`,
  }
}
