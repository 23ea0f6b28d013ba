import type { Lang } from './language'
import { en } from './text/en'
import { type Words, zh } from './text/zh'

export type { Words }

/** All words of the page, by language. */
export const WORDS: Record<Lang, Words> = { zh, en }
