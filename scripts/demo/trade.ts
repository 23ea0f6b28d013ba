import { addDays } from '../../src/diagnosis/businessDate.ts'
import {
  drawExtras,
  type Extras,
  type Item,
  type Line,
  linesOf,
  type Marketing,
  marketingOf,
  netProfitMicro,
} from './basket.ts'
import {
  type Channel,
  type Delivery,
  dearDelivery,
  freeNearDelivery,
  OVER_THE_COUNTER,
  pickChannel,
  pickPlatform,
  usualDelivery,
} from './channels.ts'
import { type Random, weightedIndex } from './random.ts'
import { fitOut, openShelves, type Shelf, type Shelves, take } from './shelves.ts'
import type { StorePlan } from './stores.ts'
import type { Story } from './story.ts'

/** A store's orders, day by day. */
export interface TradedOrder {
  orderId: string
  /** `YYYY-MM-DD HH:MM:SS` */
  orderedAt: string
  channel: Channel
  delivery: Delivery
  bagFeeMicro: number
  marketing: Marketing
  lines: Line[]
}

/** An order before anything is taken from the shelves. */
interface Draft {
  secondOfDay: number
  channel: Channel
  delivery: Delivery
  /** What customers ask for. */
  wishes: Item[]
  /** `pays` grows until it earns something; `loses` stays as it is; `cancelled` as a whole. */
  kind: 'pays' | 'loses' | 'cancelled'
}

interface Store {
  plan: StorePlan
  shelves: Shelves
  story: Story
  random: Random
  linesADay: number
}

/** Lines a day of the store for which the stories are written; others get more of the same, or less. */
const USUAL_LINES_A_DAY = 160
/** Below this, a bad day could not be told from a usual one. */
const LEAST_VOLUME = 0.6
/** Of all lines, those that are not a bag or a notice, or bought to make an order pay. */
const WISHED_LINES_PERCENT = 75
const BASKET_SIZES = [1, 1, 2, 2, 3, 3, 4, 5, 6, 8]
/** Orders by hour: open all night, busy at noon and late in the evening. */
const ORDERS_BY_HOUR = [4, 3, 2, 1, 1, 2, 3, 4, 5, 5, 6, 8, 9, 7, 6, 6, 6, 7, 8, 9, 10, 11, 9, 6]
const pickHour = weightedIndex(ORDERS_BY_HOUR)

/** All orders of a store, one day after the other, each day in the order of time. */
export function* tradeOf(plan: StorePlan, random: Random, linesADay: number): Generator<TradedOrder[]> {
  const volume = Math.max(LEAST_VOLUME, linesADay / USUAL_LINES_A_DAY)
  const story = plan.story(random, volume)
  const store: Store = { plan, story, random, linesADay, shelves: fitOut(story.parts, random) }
  for (let daysBack = plan.days - 1; daysBack >= 0; daysBack--) {
    openShelves(store.shelves, daysBack)
    const drafts = draftsOf(store, daysBack).sort((a, b) => a.secondOfDay - b.secondOfDay)
    const date = addDays(plan.lastDate, -daysBack)
    yield drafts.map((draft, i) => settle(store, draft, orderId(plan.index, date, i), date))
  }
}

/** Digits only and unique within the store; the store's number in front, with its leading zeros. */
function orderId(storeIndex: number, date: string, indexOfDay: number): string {
  const digits = (value: number, length: number) => String(value).padStart(length, '0')
  return `${digits(storeIndex + 1, 5)}${date.slice(2).replaceAll('-', '')}${digits(indexOfDay + 1, 5)}`
}

function draftsOf(store: Store, daysBack: number): Draft[] {
  const { random, shelves, story } = store
  const wishes = wishesOf(store, daysBack)
  const drafts: Draft[] = []
  while (wishes.length > 0) {
    const basket = wishes.splice(0, random.pick(BASKET_SIZES))
    // The same product scanned twice gives two equal lines, and both are real.
    if (basket[0] && !basket[0].shelf.part && random.chance(0.01)) basket.push({ ...basket[0] })
    drafts.push(usualDraft(basket, random))
  }
  for (const distanceMetres of story.dearDeliveriesMetres(daysBack)) {
    const basket = [wish(shelves.pickPopular(random), random), wish(shelves.pickPopular(random), random)]
    drafts.push({ ...platformDraft(basket, random), delivery: dearDelivery(distanceMetres) })
  }
  for (let i = story.lossOrders(daysBack); i > 0; i--) {
    const basket = [{ shelf: shelves.pickCheap(random), quantity: 1 }]
    drafts.push({ ...platformDraft(basket, random), delivery: freeNearDelivery(random), kind: 'loses' })
  }
  return drafts
}

/** What customers want that day: the story's products, and everyday ones to fill up the day. */
function wishesOf({ shelves, random, linesADay }: Store, daysBack: number): Item[] {
  const wishes = shelves.scripted.flatMap((shelf) => scriptedWishes(shelf, daysBack))
  const dayVaries = 0.92 + random.next() * 0.16
  const lines = Math.round((linesADay * WISHED_LINES_PERCENT * dayVaries) / 100)
  const everyday = Math.max(lines - wishes.length, Math.ceil(lines / 4))
  for (let i = 0; i < everyday; i++) wishes.push(wish(shelves.pickPopular(random), random))
  return random.shuffled(wishes)
}

function wish(shelf: Shelf, random: Random): Item {
  return { shelf, quantity: random.pick([1, 1, 1, 1, 2, 2, 3]) }
}

/** A product's act as single lines of one or two units, so that they spread over orders and channels. */
function scriptedWishes(shelf: Shelf, daysBack: number): Item[] {
  const act = shelf.part?.(daysBack)
  const wishes: Item[] = []
  for (let left = act?.quantity ?? 0; left > 0; left -= 2) {
    const unitPriceMicro = act?.unitPriceMicro?.(shelf)
    wishes.push({
      shelf,
      quantity: Math.min(2, left),
      ...(unitPriceMicro === undefined ? {} : { unitPriceMicro }),
    })
  }
  return wishes
}

function usualDraft(wishes: Item[], random: Random): Draft {
  const everyday = wishes.every((item) => !item.shelf.part)
  if (everyday && random.chance(0.015)) return { ...platformDraft(wishes, random), kind: 'cancelled' }
  const channel = pickChannel(random)
  const delivery = channel.delivers ? usualDelivery(random) : OVER_THE_COUNTER
  return { secondOfDay: secondOfDay(random), channel, delivery, wishes, kind: 'pays' }
}

function platformDraft(wishes: Item[], random: Random): Draft {
  const delivery = usualDelivery(random)
  return { secondOfDay: secondOfDay(random), channel: pickPlatform(random), delivery, wishes, kind: 'pays' }
}

function secondOfDay(random: Random): number {
  return pickHour(random) * 3600 + random.integer(0, 3599)
}

/** Takes an order from the shelves. */
function settle(store: Store, draft: Draft, id: string, date: string): TradedOrder {
  const order = { orderId: id, orderedAt: `${date} ${timeText(draft.secondOfDay)}`, channel: draft.channel }
  if (draft.kind === 'cancelled') return { ...order, ...cancelled(draft) }
  const { random, shelves } = store
  const extras = drawExtras(draft.channel, random)
  if (draft.kind === 'loses') extras.rebateMicro = 0
  const items = draft.wishes.map((wished) => serve(wished, store))
  if (draft.kind === 'pays' && random.chance(0.004)) items.push(returned(shelves.pickPopular(random)))
  let lines = linesOf(items, extras, draft.channel)
  while (draft.kind === 'pays' && netProfitMicro(lines, draft.delivery) <= 0) {
    items.push(serve(wish(shelves.pickPopular(random), random), store))
    lines = linesOf(items, extras, draft.channel)
  }
  return {
    ...order,
    delivery: draft.delivery,
    bagFeeMicro: draft.channel.delivers ? random.pick([1_000_000, 1_000_000, 1_500_000]) : 0,
    marketing: marketingOf(items, extras, draft.channel),
    lines,
  }
}

/** Everyday trade never empties a shelf: a customer takes something else. Now and then a line is cancelled. */
function serve(wished: Item, { random, shelves }: Store): Item {
  if (wished.shelf.part) return { ...wished, quantity: take(wished.shelf, wished.quantity) }
  if (random.chance(0.005)) return { ...wished, quantity: 0 }
  let { shelf } = wished
  while (shelf.stock <= wished.quantity) shelf = shelves.pickPopular(random)
  return { shelf, quantity: take(shelf, wished.quantity) }
}

function returned(shelf: Shelf): Item {
  shelf.stock += 1
  return { shelf, quantity: -1 }
}

/** An order that never left: nothing taken, nothing paid. */
function cancelled({
  wishes,
  channel,
  delivery,
}: Draft): Omit<TradedOrder, 'orderId' | 'orderedAt' | 'channel'> {
  const nothing: Extras = { bag: false, notice: false, rebateMicro: 0, campaignsMicro: [0, 0, 0, 0, 0] }
  const items = wishes.map((wished) => ({ ...wished, quantity: 0 }))
  return {
    delivery: { ...OVER_THE_COUNTER, distanceMetres: delivery.distanceMetres },
    bagFeeMicro: 0,
    marketing: [0, 0, 0, 0, 0, 0, 0],
    lines: linesOf(items, nothing, channel),
  }
}

function timeText(secondOfDay: number): string {
  const parts = [Math.floor(secondOfDay / 3600), Math.floor(secondOfDay / 60) % 60, secondOfDay % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
