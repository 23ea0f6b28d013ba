import { addDays } from '../../src/diagnosis/businessDate.ts'
import type { Random } from './random.ts'
import { STORY_OF_HEALTH, type Story, storyOfMostStores, storyOfTrouble } from './story.ts'

/** Who the demo stores are. The first four show one thing each, the others are a mixture. */
export interface StorePlan {
  index: number
  name: string
  /** Days with orders, up to and including the last one. */
  days: number
  lastDate: string
  story(random: Random, volume: number): Story
}

const PLACES = [
  ...['滨江', '望湖', '青桐', '南塘', '星河', '学府', '云岭', '桂园', '东渡', '柳岸'],
  ...['西溪口', '长桥', '麦田', '白鹭', '松涛', '海棠', '鼓楼里', '石榴巷', '新港', '花溪'],
  ...['北苑', '银杏', '凤鸣', '荷塘', '春晓', '金沙', '竹海', '梧桐里', '清泉', '双桥'],
  ...['书香', '和风', '广益', '江月', '芦荻', '枫林', '明德', '安澜', '翠屏', '远山'],
]

const SIDES = [
  ...['东门', '西门', '南口', '北口', '一路', '二路', '三路', '里弄', '广场', '地铁口'],
  ...['学校', '医院', '公园', '写字楼', '小区', '市集', '码头', '体育馆', '图书馆', '车站'],
  ...['老街', '新街', '大道', '环路', '后巷'],
]

/** A name of its own for every store. */
export function storeName(index: number): string {
  const place = PLACES[index % PLACES.length]
  const round = Math.floor(index / PLACES.length)
  const side = round === 0 ? '' : SIDES[(round - 1) % SIDES.length]
  const again = Math.floor((round - 1) / SIDES.length)
  return `演示·${place}${side}${again > 0 ? again + 1 : ''}店`
}

/** Fewer days than most rules need. */
const YOUNG_STORE_DAYS = 9
/** The last export of this store is still missing. */
const LATE_STORE_DAYS = 2

/** The store of an index: in trouble, healthy, young, late, and then any. */
export function storePlan(index: number, days: number, lastDate: string): StorePlan {
  const plan = { index, name: storeName(index), days, lastDate, story: storyOfMostStores }
  if (index === 0) return { ...plan, story: (_, volume) => storyOfTrouble(volume) }
  if (index === 1) return { ...plan, story: () => STORY_OF_HEALTH }
  if (index === 2) return { ...plan, days: Math.min(days, YOUNG_STORE_DAYS) }
  if (index === 3) {
    return {
      ...plan,
      days: Math.max(0, days - LATE_STORE_DAYS),
      lastDate: addDays(lastDate, -LATE_STORE_DAYS),
    }
  }
  return plan
}
