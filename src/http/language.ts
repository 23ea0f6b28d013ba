import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import type { Lang } from '../diagnosis/words'

/** The language that the pages' users work in. */
const DEFAULT_LANGUAGE: Lang = 'zh'

/**
 * The language of a page's reader: the one asked for by `?lang=`, else the one that the browser likes best of those the
 * pages speak, else Chinese. An answer that depends on it says `Vary: Accept-Language`.
 */
export function languageOf(context: Context): Lang {
  return spoken(context.req.query('lang') ?? '') ?? preferred(context)
}

function preferred(context: Context): Lang {
  const tag = accepts(context, {
    header: 'Accept-Language',
    supports: [],
    default: DEFAULT_LANGUAGE,
    // Hono's own match knows whole tags only: here en-GB is English.
    match: (entries) => entries.find(({ type, q }) => q > 0 && spoken(type))?.type ?? DEFAULT_LANGUAGE,
  })
  return spoken(tag) ?? DEFAULT_LANGUAGE
}

/** The language of a tag such as `en-GB` or `zh-Hans-CN`, where the pages speak it. */
function spoken(tag: string): Lang | undefined {
  const primary = tag.trim().toLowerCase().split('-')[0]
  return primary === 'zh' || primary === 'en' ? primary : undefined
}
