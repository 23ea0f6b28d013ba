import type { Context } from 'hono'
import { accepts } from 'hono/accepts'
import { getCookie, setCookie } from 'hono/cookie'
import type { Lang } from '../diagnosis/words'
import type { AppContext } from './context'
import { isLocal } from './local'

/** The language that the pages' users work in. */
const DEFAULT_LANGUAGE: Lang = 'zh'

const NAME = 'lang'
const KEPT_DAYS = 400

/**
 * The language of a page's reader: the one asked for by `?lang=`, else the one that he chose on his page, else the one that
 * the browser likes best of those the pages speak, else Chinese.
 */
export function languageOf(context: Context): Lang {
  return (
    spoken(context.req.query('lang') ?? '') ?? spoken(getCookie(context, NAME) ?? '') ?? preferred(context)
  )
}

/** Remembers the language that this request asks for, where it names one. @param asked in place of the address's */
export function keepLanguage(context: Context<AppContext>, asked = context.req.query('lang') ?? ''): void {
  const lang = spoken(asked)
  if (!lang) return
  setCookie(context, NAME, lang, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: !isLocal(context.req.url),
    maxAge: KEPT_DAYS * 86_400,
  })
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
