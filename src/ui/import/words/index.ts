import type { Lang } from '../../../diagnosis/words'
import { count, shortDate } from '../../i18n/format'
import { columns as enColumns } from './en/columns'
import { fileRefusals as enFileRefusals } from './en/fileRefusals'
import { page as enPage } from './en/page'
import { reasons as enReasons } from './en/reasons'
import { refusals as enRefusals } from './en/refusals'
import { warnings as enWarnings } from './en/warnings'
import type {
  ColumnWords,
  FileRefusalWords,
  PageWords,
  ReasonWords,
  RefusalWords,
  Tell,
  WarningWords,
} from './shape'
import { columns as zhColumns } from './zh/columns'
import { fileRefusals as zhFileRefusals } from './zh/fileRefusals'
import { page as zhPage } from './zh/page'
import { reasons as zhReasons } from './zh/reasons'
import { refusals as zhRefusals } from './zh/refusals'
import { warnings as zhWarnings } from './zh/warnings'

/** What is said of imports, apart from the words of all other pages: a browser loads these alone. */
export interface ImportWords {
  page: PageWords
  warnings: WarningWords
  refusals: RefusalWords
  fileRefusals: FileRefusalWords
  reasons: ReasonWords
  columns: ColumnWords
  tell: Tell
}

/** A language and its words of imports, handed down to every component. */
export interface ImportLocale {
  lang: Lang
  words: ImportWords
}

export function importLocaleOf(lang: Lang): ImportLocale {
  return { lang, words: WORDS[lang] }
}

function tellIn(lang: Lang, separator: string): Tell {
  return {
    count,
    date: (date) => shortDate(date, lang),
    list: (items) => items.join(separator),
  }
}

const WORDS: Record<Lang, ImportWords> = {
  zh: {
    page: zhPage,
    warnings: zhWarnings,
    refusals: zhRefusals,
    fileRefusals: zhFileRefusals,
    reasons: zhReasons,
    columns: zhColumns,
    tell: tellIn('zh', '、'),
  },
  en: {
    page: enPage,
    warnings: enWarnings,
    refusals: enRefusals,
    fileRefusals: enFileRefusals,
    reasons: enReasons,
    columns: enColumns,
    tell: tellIn('en', ', '),
  },
}
