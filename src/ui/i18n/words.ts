import type { Lang } from '../../diagnosis/words'
import { en } from './en'
import { type Words, zh } from './zh'

export type { Words }

/** All words of the page, by language. */
export const WORDS: Record<Lang, Words> = { zh, en }
