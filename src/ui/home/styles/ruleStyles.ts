import {
  RULE_NAMES,
  ruleNamed,
  rulesOf,
  SECTION_NAMES,
  type SectionName,
} from '../../../diagnosis/rules/index'

/** The styles that follow from which rules there are. */

const MOST_PER_ROW = 4
/** As many as stand in a row on any screen that is wider than a phone. */
const USUAL_PER_ROW = 2

/** A skeleton's body is as high as a usual card's: nothing moves when the card comes. */
const HEIGHTS = RULE_NAMES.map(
  (rule) => `.rule-${rule}.loading .body{min-height:${ruleNamed(rule).view.usualHeightPx}px}`,
).join('')

/** On a wide screen a section's cards stand in rows of up to four, as evenly as they go. */
const WIDE_COLUMNS = `@media (min-width:1180px){${SECTION_NAMES.map(columnsOf).join('')}}`

function columnsOf(section: SectionName): string {
  const cards = rulesOf(section).length
  const perRow = Math.ceil(cards / Math.ceil(cards / MOST_PER_ROW))
  if (perRow <= USUAL_PER_ROW) return ''
  return `.${section} .cards{grid-template-columns:repeat(${perRow},minmax(0,1fr))}`
}

export const RULE_STYLES = HEIGHTS + WIDE_COLUMNS
