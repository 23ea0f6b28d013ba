import { COLUMN_NAMES, type ColumnName } from '../src/diagnosis/orderFields.ts'
import type { Answers } from '../src/import/answers.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'

/** What the arguments say of the files. @throws UserError where `--map` names no column of ours */
export function answersOf({
  store,
  channel,
  map = [],
}: {
  store?: string | undefined
  channel?: string | undefined
  map?: string[] | undefined
}): Answers {
  const columns = Object.fromEntries(map.map(mappingOf)) as Partial<Record<ColumnName, string>>
  return {
    ...(store === undefined ? {} : { store }),
    ...(channel === undefined ? {} : { channel }),
    ...(map.length === 0 ? {} : { columns }),
  }
}

function mappingOf(map: string): [ColumnName, string] {
  const [name = '', ...header] = map.split('=')
  const column = COLUMN_NAMES.find((known) => known === name.trim())
  if (column && header.length > 0) return [column, header.join('=').trim()]
  throw new UserError(
    `--map ${printable(map)} is not COLUMN=HEADER with one of the columns ${COLUMN_NAMES.join(', ')}.`,
  )
}
