import { MICRO_PER_YUAN, spread, toWholeFen } from './amounts.ts'
import { BAG, NOTICE, type Product } from './catalogue.ts'
import type { Channel, Delivery } from './channels.ts'
import type { Random } from './random.ts'
import type { Shelf } from './shelves.ts'

/** What is in an order and what it is worth. */
export interface Item {
  shelf: Shelf
  /** 0 was turned away or cancelled, below 0 was returned. */
  quantity: number
  /** A price of the story; by default the sale price, less the item's share of the order's discount. */
  unitPriceMicro?: number
}

/** A line as exported. */
export interface Line {
  product: Product
  quantity: number
  unitPriceMicro: number
  salePriceMicro: number
  costMicro: number
  grossProfitMicro: number
  serviceFeeMicro: number
  rebateMicro: number
  stock: number
}

/** The seven marketing amounts, in the order of their columns. */
export type Marketing = [
  spendMicro: number,
  productMicro: number,
  newCustomerMicro: number,
  voucherMicro: number,
  sharedVoucherMicro: number,
  giftMicro: number,
  otherMicro: number,
]

/** What an order brings besides its products; drawn once, however often the order is worked out. */
export interface Extras {
  bag: boolean
  notice: boolean
  rebateMicro: number
  /** 新客减免, 商家代金券, 商家承担部分券, 满赠, 商家其他优惠 */
  campaignsMicro: [number, number, number, number, number]
}

/** Spend so much, and get so much off. */
const SPEND_DISCOUNTS_YUAN = [
  { from: 90, off: 6 },
  { from: 60, off: 4 },
  { from: 35, off: 2 },
]

const BAG_STOCK = 5000
const NOTICE_STOCK = 9999

export function drawExtras(channel: Channel, random: Random): Extras {
  if (!channel.delivers) return { bag: false, notice: false, rebateMicro: 0, campaignsMicro: [0, 0, 0, 0, 0] }
  const yuan = (probability: number, amount: number) =>
    random.chance(probability) ? amount * MICRO_PER_YUAN : 0
  return {
    bag: random.chance(0.6),
    notice: random.chance(0.12),
    rebateMicro: channel.rebates ? yuan(0.04, random.integer(4, 10) / 4) : 0,
    campaignsMicro: [
      yuan(0.04, 3),
      yuan(0.3, random.pick([1, 3])),
      yuan(0.2, 0.01),
      yuan(0.01, 1),
      yuan(0.01, 0.5),
    ],
  }
}

/** 满减: the discount on everything, by what the everyday items come to. */
function spendDiscountMicro(items: readonly Item[]): number {
  const totalMicro = items.reduce((sum, { shelf, quantity }) => sum + shelf.salePriceMicro * quantity, 0)
  const step = SPEND_DISCOUNTS_YUAN.find(({ from }) => totalMicro >= from * MICRO_PER_YUAN)
  return (step?.off ?? 0) * MICRO_PER_YUAN
}

export function marketingOf(items: readonly Item[], extras: Extras, channel: Channel): Marketing {
  const productMicro = items.reduce(
    (sum, { shelf, quantity }) =>
      sum + (shelf.product.listPriceMicro - shelf.salePriceMicro) * Math.max(0, quantity),
    0,
  )
  return [channel.delivers ? spendDiscountMicro(items) : 0, productMicro, ...extras.campaignsMicro]
}

/** Works out the lines of an order. Their stock is what is on the shelf by now, after the whole order. */
export function linesOf(items: readonly Item[], extras: Extras, channel: Channel): Line[] {
  const discountMicro = channel.delivers ? spendDiscountMicro(items) : 0
  const totalMicro = items.reduce(
    (sum, { shelf, quantity }) => sum + shelf.salePriceMicro * Math.max(0, quantity),
    0,
  )
  const paidShare = totalMicro > 0 ? 1 - discountMicro / totalMicro : 1
  const rebatesMicro = spread(extras.rebateMicro, items.length)
  const lines = items.map((item, i) => itemLine(item, paidShare, channel, rebatesMicro[i] ?? 0))
  if (extras.bag) lines.push(freeLine(BAG, BAG_STOCK))
  if (extras.notice) lines.push(freeLine(NOTICE, NOTICE_STOCK))
  return lines
}

function itemLine(
  { shelf, quantity, unitPriceMicro }: Item,
  paidShare: number,
  channel: Channel,
  rebateMicro: number,
): Line {
  // A product of the story keeps its own price, so that its margin says what the story says.
  const discountedMicro = shelf.part ? shelf.salePriceMicro : toWholeFen(shelf.salePriceMicro * paidShare)
  const priceMicro = unitPriceMicro ?? discountedMicro
  const costMicro = shelf.unitCostMicro * quantity
  const revenueMicro = priceMicro * quantity
  return {
    product: shelf.product,
    quantity,
    unitPriceMicro: priceMicro,
    salePriceMicro: shelf.salePriceMicro,
    costMicro,
    grossProfitMicro: toWholeFen(revenueMicro - costMicro),
    serviceFeeMicro: quantity > 0 ? toWholeFen((revenueMicro * channel.serviceFeePercent) / 100) : 0,
    rebateMicro,
    stock: shelf.stock,
  }
}

/** A bag or a notice: given with the order. */
function freeLine(product: Product, stock: number): Line {
  return {
    product,
    quantity: 1,
    unitPriceMicro: 0,
    salePriceMicro: 0,
    costMicro: product.costMicro,
    grossProfitMicro: toWholeFen(-product.costMicro),
    serviceFeeMicro: 0,
    rebateMicro: 0,
    stock,
  }
}

/** 订单实际利润: what is left of an order after its fees and its delivery. */
export function netProfitMicro(lines: readonly Line[], delivery: Delivery): number {
  const ofLines = lines.reduce(
    (sum, line) => sum + line.grossProfitMicro - line.serviceFeeMicro + line.rebateMicro,
    0,
  )
  return ofLines - delivery.feeMicro
}
