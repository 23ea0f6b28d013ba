import { headerName } from './headerNames'

/** Rows that add others up: they are passed over. */

const TOTAL =
  /^(本单|本页|本店|当日|当页)?(合计|总计|小计|共计)(\([^()]*\))?(:.*)?$|^(grand ?total|sub ?total|totals?)\s*(:.*)?$/i
/** How far from its first cell a row says that it is a total. */
const FIRST_CELLS = 3
/** First characters of the words above, so that no pattern is tried on other cells. */
const BEGINNINGS: ReadonlySet<number> = new Set(
  [...'合总小共本当gGsStT'].map((character) => character.charCodeAt(0)),
)

/**
 * Whether a row is a total.
 * @param idAt where the order id stands, -1 for nowhere
 * @param productAt where the product stands: it may have any name, as long as its line has an id, and is a total's without
 */
export function isTotalRow(cells: readonly string[], idAt: number, productAt: number): boolean {
  if (saysTotal(cells[idAt])) return true
  const hasId = (cells[idAt] ?? '').trim() !== ''
  if (!hasId && saysTotal(cells[productAt])) return true
  for (let at = 0; at < FIRST_CELLS; at++) {
    if (at === productAt && hasId) continue
    if (saysTotal(cells[at])) return true
  }
  return false
}

function saysTotal(cell: string | undefined): boolean {
  if (cell === undefined) return false
  const first = cell.charCodeAt(0)
  const mayBe = BEGINNINGS.has(first) || first <= 0x20 || first === 0xfeff
  return mayBe && TOTAL.test(headerName(cell).replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, ''))
}
