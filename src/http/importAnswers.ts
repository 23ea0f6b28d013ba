import { COLUMN_NAMES, type ColumnName } from '../diagnosis/orderFields'
import type { Answers } from '../import/answers'

/** What an import's address says of its file, or the first part of it that cannot be read. */
type AskedAnswers = { status: 'ok'; answers: Answers } | { status: 'unreadable'; map: string }

/** Reads `?store=NAME&channel=NAME&map=COLUMN=HEADER&map=…`. */
export function importAnswers(query: URLSearchParams): AskedAnswers {
  const columns: Partial<Record<ColumnName, string>> = {}
  for (const map of query.getAll('map')) {
    const [name, ...header] = map.split('=')
    const column = COLUMN_NAMES.find((known) => known === name?.trim())
    if (!column || header.length === 0) return { status: 'unreadable', map }
    columns[column] = header.join('=').trim()
  }
  const store = query.get('store')
  const channel = query.get('channel')
  return {
    status: 'ok',
    answers: {
      ...(store ? { store } : {}),
      ...(channel ? { channel } : {}),
      ...(Object.keys(columns).length > 0 ? { columns } : {}),
    },
  }
}
