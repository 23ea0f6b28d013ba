import { MICRO_PER_YUAN, toWholeFen } from './amounts.ts'
import { type Random, weightedIndex } from './random.ts'

/** Where the demo orders come from, and what their delivery costs. */
export interface Channel {
  name: string
  /** Share of the orders, in any unit. */
  weight: number
  /** 平台服务费, as a percentage of what was paid. */
  serviceFeePercent: number
  delivers: boolean
  /** Whether it pays part of an order of a business customer back (企客后返). */
  rebates: boolean
}

const CHANNELS: readonly Channel[] = [
  { name: '饿了么', weight: 40, serviceFeePercent: 6.2, delivers: true, rebates: false },
  { name: '美团闪购', weight: 22, serviceFeePercent: 6, delivers: true, rebates: true },
  { name: '美团共橙', weight: 13, serviceFeePercent: 7, delivers: true, rebates: true },
  { name: '京东秒送', weight: 7, serviceFeePercent: 5.5, delivers: true, rebates: false },
  { name: '京东到家', weight: 4, serviceFeePercent: 6, delivers: true, rebates: false },
  { name: '抖音', weight: 2, serviceFeePercent: 5, delivers: true, rebates: false },
  { name: '淘鲜达', weight: 2, serviceFeePercent: 5, delivers: true, rebates: false },
  { name: '闪购小程序', weight: 4, serviceFeePercent: 0.6, delivers: true, rebates: false },
  { name: '收银机订单', weight: 6, serviceFeePercent: 0, delivers: false, rebates: false },
]

/** Those that charge a service fee and deliver: an order that goes wrong is one of theirs. */
const PLATFORMS = CHANNELS.filter((channel) => channel.delivers && channel.serviceFeePercent >= 5)

function channelPicker(channels: readonly Channel[]): (random: Random) => Channel {
  const index = weightedIndex(channels.map((channel) => channel.weight))
  return (random) => channels[index(random)] ?? random.pick(channels)
}

export const pickChannel = channelPicker(CHANNELS)
export const pickPlatform = channelPicker(PLATFORMS)

/** How an order reaches its customer. */
export interface Delivery {
  distanceMetres: number | null
  /** 物流配送费: what the store pays. */
  feeMicro: number
  /** 用户支付配送费 */
  paidByUserMicro: number
  /** 配送费减免金额 */
  discountMicro: number
}

export const OVER_THE_COUNTER: Delivery = {
  distanceMetres: null,
  feeMicro: 0,
  paidByUserMicro: 0,
  discountMicro: 0,
}

/** Kilometres up to which each further one costs so much, in yuan. */
const FEE_BANDS = [
  { upToKm: 3, yuanAKm: 0.4 },
  { upToKm: 5, yuanAKm: 1.1 },
  { upToKm: 8, yuanAKm: 1 },
  { upToKm: Number.POSITIVE_INFINITY, yuanAKm: 1.2 },
]
const BASE_FEE_YUAN = 3.2

function feeMicro(distanceMetres: number, surchargeYuan: number): number {
  let yuan = BASE_FEE_YUAN + surchargeYuan
  let fromKm = 0
  for (const { upToKm, yuanAKm } of FEE_BANDS) {
    yuan += Math.max(0, Math.min(distanceMetres / 1000, upToKm) - fromKm) * yuanAKm
    fromKm = upToKm
  }
  return toWholeFen(yuan * MICRO_PER_YUAN)
}

/** Most customers live near; whoever lives further pays for it, so that the store's part stays small. */
export function usualDelivery(random: Random): Delivery {
  const distanceMetres = random.chance(0.82) ? random.integer(300, 3000) : random.integer(3001, 6500)
  const fee = feeMicro(distanceMetres, random.integer(0, 30) / 100)
  if (distanceMetres > 3000) return charged(distanceMetres, fee, 5, 0)
  return charged(distanceMetres, fee, random.pick([0, 0, 3, 5]), random.next())
}

/** Night or bad weather, and a promotion of free delivery: above any limit, at any distance. */
export function dearDelivery(distanceMetres: number): Delivery {
  return charged(distanceMetres, feeMicro(distanceMetres, 3.2), 5, 1)
}

/** Near, and free for the customer: cheap to deliver, yet more than a single cheap product earns. */
export function freeNearDelivery(random: Random): Delivery {
  const distanceMetres = random.integer(900, 2800)
  return charged(distanceMetres, feeMicro(distanceMetres, 1.2), 3, 1)
}

function charged(distanceMetres: number, fee: number, chargedYuan: number, freeShare: number): Delivery {
  const paidByUserMicro = chargedYuan * MICRO_PER_YUAN
  return {
    distanceMetres,
    feeMicro: fee,
    paidByUserMicro,
    discountMicro: Math.round(chargedYuan * freeShare) * MICRO_PER_YUAN,
  }
}
