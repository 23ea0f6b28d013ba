import {
  RULE_NAMES,
  ruleNamed,
  rulesOf,
  SECTION_NAMES,
  type SectionName,
} from '../../../diagnosis/rules/index'

/** The styles that follow from which rules there are. */

/** On screens from so many pixels on, as many as stand in a row at most. */
const MOST_PER_ROW = { 1180: 4, 1600: 6 }
/** As many as stand in a row on any screen that is wider than a phone. */
const USUAL_PER_ROW = 2

/** A skeleton's body is as high as a usual card's: nothing moves when the card comes. */
const HEIGHTS = RULE_NAMES.map(
  (rule) => `.rule-${rule}.loading .body{min-height:${ruleNamed(rule).view.usualHeightPx}px}`,
).join('')

/** On a wide screen a section's cards stand in few rows, as evenly as they go. */
const WIDE_COLUMNS = Object.entries(MOST_PER_ROW)
  .map(([minWidth, mostPerRow]) => {
    const columns = SECTION_NAMES.map((section) => columnsOf(section, mostPerRow)).join('')
    return `@media (min-width:${minWidth}px){${columns}}`
  })
  .join('')

function columnsOf(section: SectionName, mostPerRow: number): string {
  const cards = rulesOf(section).length
  const perRow = Math.ceil(cards / Math.ceil(cards / mostPerRow))
  if (perRow <= USUAL_PER_ROW) return ''
  return `.${section} .cards{grid-template-columns:repeat(${perRow},minmax(0,1fr))}`
}

export const RULE_STYLES = HEIGHTS + WIDE_COLUMNS
