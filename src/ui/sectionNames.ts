import { type RuleName, SECTIONS } from '../diagnosis/rules/index'

/** The sections of the page, as in the rules' table of contents. */
export type SectionName = keyof typeof SECTIONS

/** In the order of the page. */
export const SECTION_NAMES = Object.keys(SECTIONS) as SectionName[]

/** The rules of a section, in the order of the page. */
export function rulesOf(section: SectionName): RuleName[] {
  return Object.keys(SECTIONS[section]) as RuleName[]
}
