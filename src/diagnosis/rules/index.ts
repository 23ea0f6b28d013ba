import { belowCost } from './belowCost'
import { deliveryCost } from './deliveryCost'
import { hotProducts } from './hotProducts'
import { lossOrders } from './lossOrders'
import { marginDrop } from './marginDrop'
import { newProducts } from './newProducts'
import { salesDrop } from './salesDrop'
import { slowMoving } from './slowMoving'
import { stockouts } from './stockouts'
import { topProfit } from './topProfit'

/** The diagnosis, as a table of contents: section, rule, in the order of the page. */
export const SECTIONS = {
  /** 紧急处理, today */
  urgent: { lossOrders, deliveryCost, stockouts, belowCost },
  /** 关注观察, this week */
  watch: { salesDrop, marginDrop, slowMoving, newProducts },
  /** 今日亮点 */
  highlights: { hotProducts, topProfit },
} as const

export const RULES = { ...SECTIONS.urgent, ...SECTIONS.watch, ...SECTIONS.highlights } as const

export type RuleName = keyof typeof RULES

export function isRuleName(text: string): text is RuleName {
  return Object.hasOwn(RULES, text)
}

export type SectionName = keyof typeof SECTIONS

/** In the order of the page. */
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[]

/** The rules of a section, in the order of the page. */
export function rulesOf(section: SectionName): RuleName[] {
  return Object.keys(SECTIONS[section]) as RuleName[]
}

/** The section that a rule stands in. */
export function sectionOf(rule: RuleName): SectionName | undefined {
  return SECTION_NAMES.find((section) => rule in SECTIONS[section])
}
