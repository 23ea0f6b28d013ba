import type { Lang } from '../src/diagnosis/words.ts'

/** The language that the environment asks for, by the first of its variables that is set, as POSIX has it. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Record<string, string | undefined>): Lang {
  return /^zh/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'zh' : 'en'
}
