import { plural } from '../../diagnosis/words'
import type { CoveredDay } from '../../history/coverage'

type DayState = CoveredDay['state']

const dayWord = plural('day', 'days')

export const zh = {
  title: '订单齐不齐',
  about: (days: string) => `每家门店最近 ${days} 天的订单数。点有问题的日子，看怎么补。`,
  none: '还没有门店：先导入订单。',
  toImport: '去导入',
  toImports: '导入记录',
  /** What a day's box shows. */
  marks: { missing: '缺', doubtful: '?', notOver: '…', before: '–' },
  legend: '图例',
  states: {
    complete: '订单数：这一天齐了',
    missing: '没有订单',
    doubtful: '可能不全',
    notOver: '还没过完，或导出时还没过完',
    before: '门店最早的订单之前',
  } satisfies Record<DayState, string>,
  /** A day's box as it is heard. */
  day: (day: string, orders: string, state: DayState) =>
    ({
      complete: `${day}：${orders} 单`,
      missing: `${day}：没有订单`,
      doubtful: `${day}：${orders} 单，可能不全`,
      notOver: `${day}：${orders} 单，还没过完`,
      before: `${day}：最早的订单之前`,
    })[state],
  missing: (days: number, dates: string) => `缺 ${days} 天：${dates}`,
  doubtful: (days: number, dates: string) => `可能不全 ${days} 天：${dates}`,
  allComplete: '齐了',
  lastComplete: (day: string) => `齐到 ${day}`,
  neverComplete: '这些天没有一天是齐的',
  /** Before the latest of many days. */
  more: '…',
  /** Of many stores. */
  first: (shown: string, all: string) =>
    `共 ${all} 家，这里是订单最早中断的 ${shown} 家：其他的，在上面输入店名查看。`,
  toAll: '全部门店',
  hidden: (stores: string, lacking: string) => `另有 ${stores} 家未列出，其中缺订单的 ${lacking} 家。`,
  chosen: {
    missing: () => '这一天没有订单。',
    fewOrders: (orders: string, usual: string) =>
      `这一天只有 ${orders} 单，平时约 ${usual} 单：可能没有导全。`,
    rejected: (orders: string) => `这一天有 ${orders} 单没能读进来：请看导入记录里被拒绝的行。`,
    today: () => '今天还没过完：到明天再导出一次今天的订单。',
    exportedEarly: () => '这一天的订单是在它过完之前导出的：请再导出一次整天的。',
    complete: (orders: string) => `这一天齐了，共 ${orders} 单。`,
    before: () => '这家门店最早的订单在这一天之后。要看更早的，就导出更早的订单。',
  },
  exportLike: (day: string, kind: string) =>
    `照上次的样子，再导出一份 ${day} 的「${kind}」，然后导入。已有的订单不会重复。`,
  exportAny: (day: string) =>
    `在平台的商家后台（美团、饿了么、京东等）导出 ${day} 的订单明细，要有商品、一行一个商品的那种，然后导入。已有的订单不会重复。`,
  closedThen: '那天本来就没营业？那就不用管它。',
  askOperator: '你不能导入：请把这句话发给运营。',
}

export const en: typeof zh = {
  title: 'Are all orders in?',
  about: (days) =>
    `Orders of each store on its last ${days} days. Tap a day that is marked to see what to do.`,
  none: 'There is no store yet: import orders first.',
  toImport: 'Import',
  toImports: 'Imports',
  marks: { missing: '✕', doubtful: '?', notOver: '…', before: '–' },
  legend: 'What the boxes mean',
  states: {
    complete: 'number of orders: the day is complete',
    missing: 'no orders',
    doubtful: 'may be incomplete',
    notOver: 'not over, or exported before it was',
    before: 'before the first order of the store',
  },
  day: (day, orders, state) =>
    ({
      complete: `${day}: ${orders} orders`,
      missing: `${day}: no orders`,
      doubtful: `${day}: ${orders} orders, perhaps not all`,
      notOver: `${day}: ${orders} orders, not over`,
      before: `${day}: before the first order`,
    })[state],
  missing: (days, dates) => `${days} ${dayWord(days)} missing: ${dates}`,
  doubtful: (days, dates) => `${days} ${dayWord(days)} doubtful: ${dates}`,
  allComplete: 'Complete',
  lastComplete: (day) => `complete up to ${day}`,
  neverComplete: 'none of these days is complete',
  more: '… ',
  first: (shown, all) =>
    `These ${shown} of ${all} stores have orders that end earliest. Type the name of any other one above.`,
  toAll: 'All stores',
  hidden: (stores, lacking) => `${stores} more are not listed; ${lacking} of them lack orders.`,
  chosen: {
    missing: () => 'This day has no orders.',
    fewOrders: (orders, usual) =>
      `This day has ${orders} orders, where some ${usual} are usual: perhaps not all of them.`,
    rejected: (orders) =>
      `${orders} orders of this day could not be read: see the rejected lines in the imports.`,
    today: () => 'Today is not over: export it once more tomorrow.',
    exportedEarly: () =>
      'The orders of this day were exported before it was over: export the whole day once more.',
    complete: (orders) => `This day is complete: ${orders} orders.`,
    before: () => 'The first order of this store is of a later day. For earlier days, export earlier orders.',
  },
  exportLike: (day, kind) =>
    `As last time, export “${kind}” for ${day}, then import it. Orders that are in already are not counted twice.`,
  exportAny: (day) =>
    `In the merchant console of the platform, export the orders of ${day} with their products, a line a product, then import the file. Orders that are in already are not counted twice.`,
  closedThen: 'Was the store closed that day? Then all is well.',
  askOperator: 'You cannot import: send this to an operator.',
}
