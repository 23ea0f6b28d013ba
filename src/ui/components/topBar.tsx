import { SECTION_NAMES } from '../../diagnosis/rules/index'
import type { Locale } from '../i18n/locale'
import { pageHref } from '../links'
import type { Scope } from '../target'

interface TopBarProps {
  locale: Locale
  scope: Scope
  /** Whether the page has sections to jump to. */
  sections: boolean
  /** This page in the other language; without it, the main page. */
  languageHref?: string
}

/** The bar that stays at the top: the name of the page, its sections, and the other language. */
export function TopBar({ locale, scope, sections, languageHref }: TopBarProps) {
  const { words, lang } = locale
  const { otherLang, otherLanguage, otherLanguageShort, label } = words.nav
  return (
    <header class="top-bar">
      <div>
        <h1>
          <a class="brand" href={pageHref({ stores: [], date: null }, lang)}>
            <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
              <rect width="24" height="24" rx="6" />
              <path d="M6.5 12.5l3.7 3.7 7.3-8" />
            </svg>
            {words.title}
          </a>
        </h1>
        {sections && (
          <nav aria-label={label}>
            {SECTION_NAMES.map((section) => (
              <a key={section} class={section} href={`#${section}`}>
                <i class="dot" />
                {words.sections[section].short}
              </a>
            ))}
          </nav>
        )}
        <a
          class="language"
          href={languageHref ?? pageHref(scope, otherLang)}
          hreflang={otherLang}
          lang={otherLang}
          aria-label={otherLanguage}
        >
          {otherLanguageShort}
        </a>
      </div>
    </header>
  )
}
