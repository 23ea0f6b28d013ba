import type { Lang } from '../../diagnosis/words'
import { WORDS, type Words } from './words'

/** A language and its words, handed down to every component. */
export interface Locale {
  lang: Lang
  words: Words
}

export function localeOf(lang: Lang): Locale {
  return { lang, words: WORDS[lang] }
}
