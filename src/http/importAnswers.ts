import { type SaidAnswers, saidAnswers } from '../import/answers'

/** Reads what an import's address says of its file: `?store=NAME&channel=NAME&map=COLUMN=HEADER&map=…`. */
export function importAnswers(query: URLSearchParams): SaidAnswers {
  return saidAnswers({
    store: query.get('store'),
    channel: query.get('channel'),
    maps: query.getAll('map'),
  })
}
