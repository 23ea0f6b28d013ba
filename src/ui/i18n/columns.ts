import type { RuleName } from '../../diagnosis/rules/index'
import type { ColumnId } from '../../lists/cell'
import type { Lang } from './language'
import { WORDS, type Words } from './words'
import type { ColumnWords, RuleColumns } from './zh'

/** The heading of a column on a rule's list. */
export function columnHeading(id: ColumnId, words: Words, rule?: RuleName): string {
  const ofRules: RuleColumns = words.ruleColumns
  return (rule && ofRules[rule]?.[id]) ?? words.columns[id]
}

/** The heading of a column in a file: with its unit where the file holds a bare number, and with plain spaces. */
export function columnTitle(id: ColumnId, lang: Lang, rule?: RuleName): string {
  const words = WORDS[lang]
  const inFiles: ColumnWords = words.exportColumns
  return (inFiles[id] ?? columnHeading(id, words, rule)).replaceAll('\u00a0', ' ')
}

/** Why a value of a column is not known. */
export function whyUnknown(id: ColumnId, words: Words): string {
  const because: ColumnWords = words.unknownBecause
  return because[id] ?? words.unknown
}
