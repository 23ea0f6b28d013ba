import type { RuleListRows } from './view'

/** The column that says what a row is about: of a list of products the product, not each order of it. */
function subjectColumn({ columns }: RuleListRows): string {
  return (
    ['product', 'order'].find((id) => columns.includes(id)) ?? columns.find((id) => id !== 'date') ?? 'date'
  )
}

/** The columns that say what a row is about, where there is room for few: the subject, its code, and what rows may differ in. */
export function aboutColumns(list: RuleListRows): string[] {
  return [subjectColumn(list), ...['code', 'store', 'date'].filter((id) => list.columns.includes(id))]
}
