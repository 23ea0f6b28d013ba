/** The languages of the page. */
export type Lang = 'zh' | 'en'

const DEFAULT_LANGUAGE: Lang = 'zh'

/** The language of a tag such as `en-GB` or `zh-Hans-CN`, where the page speaks it. */
function spoken(tag: string): Lang | undefined {
  const primary = tag.trim().toLowerCase().split('-')[0]
  return primary === 'zh' || primary === 'en' ? primary : undefined
}

/** A quality value of an Accept-Language entry: 1 where absent, 0 where unreadable. */
function quality(parameters: readonly string[]): number {
  const written = parameters.map((parameter) => parameter.trim()).find((parameter) => /^q=/i.test(parameter))
  if (written === undefined) return 1
  const value = Number(written.slice(2))
  return value >= 0 && value <= 1 ? value : 0
}

/**
 * The language of a request: the one asked for by `?lang=`, else the one that the browser likes best of the two, else Chinese.
 * A page that depends on it must say `Vary: Accept-Language`.
 */
export function pickLanguage(
  query: string | null | undefined,
  acceptLanguage: string | null | undefined,
): Lang {
  const asked = query ? spoken(query) : undefined
  if (asked) return asked
  let best: { lang: Lang; weight: number } | undefined
  for (const entry of (acceptLanguage ?? '').split(',')) {
    const [tag = '', ...parameters] = entry.split(';')
    const lang = spoken(tag)
    const weight = quality(parameters)
    if (lang && weight > (best?.weight ?? 0)) best = { lang, weight }
  }
  return best?.lang ?? DEFAULT_LANGUAGE
}
