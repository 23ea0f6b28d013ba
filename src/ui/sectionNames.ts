import { RULES, type RuleName, SECTIONS } from '../diagnosis/rules/index'

/** The sections of the page, as in the rules' table of contents. */
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

/** Rules on orders and their sales. Those on products look at all channels, for stock and history have none. */
const CHANNEL_RULES: ReadonlySet<RuleName> = new Set(['lossOrders', 'deliveryCost', 'belowCost'])

/** Whether a rule is narrowed to the one channel that the page is of. */
export function seesChannelOnly(rule: RuleName): boolean {
  return CHANNEL_RULES.has(rule)
}

export function isRuleName(text: string): text is RuleName {
  return Object.hasOwn(RULES, text)
}
