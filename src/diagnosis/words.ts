/** Words that several rules and figures share, and the shape of what a rule says. */

/** The languages that the product speaks. */
export type Lang = 'zh' | 'en'

/** What a figure means, its formula, and the numbers in it with their names. */
export interface Explanation {
  /** In the words of somebody who runs a shop, before any formula. */
  plain: string
  formula: readonly string[]
  inputs: readonly (readonly [name: string, value: string])[]
}

/** Why a rule says what it says. */
interface RuleExplanation extends Explanation {
  /** Names the orders that the rule had to leave out, of which `RuleView.ordersLeftOut` tells how many. */
  ordersLeftOut?: (count: string) => string
}

/** What the chips of a rule on products say of a count. */
export interface ProductChangeWords {
  new: (count: string) => string
  ongoing: (count: string) => string
  gone: (count: string) => string
  /** Not shown on the day at all: nobody knows what became of it. */
  notSeen: (count: string) => string
}

/** What a list is called, what it holds, and what to do with it. */
export interface ListWords {
  name: string
  /** What is counted, in one line. */
  what: string
  /** A verb. */
  action: string
  hint: string
  /** Said in place of a count of 0. */
  none: string
  unit: (count: number) => string
  /** What its money is called, on the card and above the list; absent where it has none. */
  amount?: string
  /** The same of several days, where that is another thing. */
  amountOfDays?: string
}

/** What a rule is called, what it means, and what to do about it. */
export interface RuleWords extends ListWords {
  /** What to do about one finding, verb first. */
  todo: string
  why: RuleExplanation
  /** Why its money is not among what to do first; absent where it is, or where the rule has none. */
  unranked?: string
  /** Where 新增, 前一天也有 and 已恢复 would say too much. */
  changes?: ProductChangeWords
}

/** Chinese counts without a plural. */
const always = (unit: string) => (_count: number) => unit

/** The English unit of a count. */
export const plural = (one: string, many: string) => (count: number) => (count === 1 ? one : many)

/** What is counted. */
export const UNITS = {
  zh: {
    orders: always('单'),
    products: always('个商品'),
    items: always('个'),
    sales: always('笔'),
    pieces: always('件'),
    sold: always('件'),
  },
  en: {
    orders: plural('order', 'orders'),
    products: plural('product', 'products'),
    items: always(''),
    sales: plural('sale', 'sales'),
    pieces: plural('unit', 'units'),
    sold: always('sold'),
  },
} as const satisfies Record<Lang, Record<string, (count: number) => string>>
