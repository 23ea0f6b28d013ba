import { type AmountPerColumn, COLUMN_NAMES, COLUMNS, type Per } from '../../diagnosis/orderFields'
import type { Answers } from '../../import/answers'

/** What is said of a file as fields of a form, and back: the same with a script and without. */

export const STORE_FIELD = 'store'
export const CHANNEL_FIELD = 'channel'
export const COMPLETE_DAYS_FIELD = 'completeDays'
/** Whether what the tick would remove was shown when the form was sent. */
export const SHOWN_COMPLETE_FIELD = 'shownCompleteDays'
/** What the sender calls the file. */
export const NAME_FIELD = 'name'

/** Which of the file's columns is one of ours. */
export function columnField(column: string): string {
  return `column.${column}`
}

/** What the amounts of a column are of. */
export function perField(column: string): string {
  return `per.${column}`
}

/** What a form's fields say, of one name the last. Anybody's: what no answer is made of is passed over. */
export function answersOf(fields: Iterable<readonly [string, unknown]>): Answers {
  const texts = new Map<string, string>()
  for (const [name, value] of fields) {
    if (typeof value === 'string' && value.trim() !== '') texts.set(name, value)
    else texts.delete(name)
  }
  const store = texts.get(STORE_FIELD)
  const channel = texts.get(CHANNEL_FIELD)
  const columns = entriesOf(COLUMN_NAMES, (column) => texts.get(columnField(column)))
  const per = entriesOf(AMOUNT_COLUMNS, (column) => perOf(texts.get(perField(column))))
  return {
    ...(store === undefined ? {} : { store }),
    ...(channel === undefined ? {} : { channel }),
    ...(columns && { columns }),
    ...(per && { per }),
  }
}

/** The fields that say this. */
export function fieldsOf({ store, channel, columns, per }: Answers): [name: string, value: string][] {
  return [
    ...(store === undefined ? [] : [[STORE_FIELD, store] as [string, string]]),
    ...(channel === undefined ? [] : [[CHANNEL_FIELD, channel] as [string, string]]),
    ...Object.entries(columns ?? {}).map(([column, name]): [string, string] => [columnField(column), name]),
    ...Object.entries(per ?? {}).map(([column, of]): [string, string] => [perField(column), of]),
  ]
}

/** What was said, and what a form says now: a field that it leaves empty takes back what was said. */
export function saidTogether(before: Answers, fields: Iterable<readonly [string, unknown]>): Answers {
  return answersOf([...fieldsOf(before), ...fields])
}

const AMOUNT_COLUMNS = COLUMN_NAMES.filter((column): column is AmountPerColumn => 'per' in COLUMNS[column])

function perOf(text: string | undefined): Per | undefined {
  return text === 'unit' || text === 'line' ? text : undefined
}

/** An object of the values that there are; undefined where there is none. */
function entriesOf<Name extends string, Value>(
  names: readonly Name[],
  find: (name: Name) => Value | undefined,
): Partial<Record<Name, Value>> | undefined {
  const found: Partial<Record<Name, Value>> = {}
  for (const name of names) {
    const value = find(name)
    if (value !== undefined) found[name] = value
  }
  return Object.keys(found).length > 0 ? found : undefined
}
