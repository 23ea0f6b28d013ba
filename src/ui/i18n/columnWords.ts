import { type ColumnWords, LIST_COLUMNS } from '../../diagnosis/listColumns'
import type { Locale } from './locale'

/** What a column that several pages have is called in the language of the page. */
export function columnWords(id: keyof typeof LIST_COLUMNS, { lang }: Pick<Locale, 'lang'>): ColumnWords {
  return LIST_COLUMNS[id].words[lang]
}
