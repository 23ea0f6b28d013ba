import type { AnyRule } from '../rule'
import { belowCost } from './belowCost/rule'
import { deliveryCost } from './deliveryCost/rule'
import { hotProducts } from './hotProducts/rule'
import { lossOrders } from './lossOrders/rule'
import { lowStock } from './lowStock/rule'
import { marginDrop } from './marginDrop/rule'
import { newProducts } from './newProducts/rule'
import { orderValueBands } from './orderValueBands/rule'
import { salesDrop } from './salesDrop/rule'
import { slowMoving } from './slowMoving/rule'
import { stockouts } from './stockouts/rule'
import { topProfit } from './topProfit/rule'

/** The diagnosis, as a table of contents: section, rule, in the order of the page. */
export const SECTIONS = {
  /** 紧急处理, today */
  urgent: { lossOrders, deliveryCost, stockouts, lowStock, belowCost },
  /** 关注观察, this week */
  watch: { salesDrop, marginDrop, slowMoving, orderValueBands, newProducts },
  /** 今日亮点 */
  highlights: { hotProducts, topProfit },
} as const

export const RULES = { ...SECTIONS.urgent, ...SECTIONS.watch, ...SECTIONS.highlights } as const

export type SectionName = keyof typeof SECTIONS
export type RuleName = keyof typeof RULES

/** In the order of the page. */
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[]
/** In the order of the page. */
export const RULE_NAMES = Object.keys(RULES) as RuleName[]

/** The rule of a name, seen as one that only its own kind of figures go through. */
export function ruleNamed(name: RuleName): AnyRule {
  return RULES[name] as unknown as AnyRule
}

export function isRuleName(text: string): text is RuleName {
  return Object.hasOwn(RULES, text)
}

/** The rules of a section, in the order of the page. */
export function rulesOf(section: SectionName): RuleName[] {
  return Object.keys(SECTIONS[section]) as RuleName[]
}

const SECTION_OF = new Map(
  SECTION_NAMES.flatMap((section) => rulesOf(section).map((rule) => [rule, section])),
)

/** The section that a rule stands in. */
export function sectionOf(rule: RuleName): SectionName {
  const section = SECTION_OF.get(rule)
  if (!section) throw new Error(`${rule} stands in no section`)
  return section
}
