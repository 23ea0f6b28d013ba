import { SECTION_NAMES } from '../../diagnosis/rules/index'
import { MAX_CHARS } from '../../limits'
import type { Locale } from '../i18n/locale'

import { meHref, SEARCH_PATH, searchHref, signInHref } from '../links'
import { Icon } from './icons'

interface TopBarProps {
  locale: Locale
  /** Where the name of the page leads: to the latest day of the stores shown. */
  homeHref: string
  /** This page in the other language. */
  languageHref: string
  /** Whether the reader is signed in; undefined where it does not matter or is not known: then no link leads there, nor to what only readers have. */
  signedIn: boolean | undefined
  /** Whether the page has sections to jump to. */
  sections?: boolean
}

/** The bar that stays at the top: the name of the page, its sections, search, the reader's own page and the other language. */
export function TopBar({ locale, homeHref, languageHref, signedIn, sections }: TopBarProps) {
  const { words } = locale
  const { otherLang, otherLanguage, otherLanguageShort, label } = words.nav
  return (
    <header class="top-bar">
      <div>
        <h1>
          <a class="brand" href={homeHref}>
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
        {signedIn !== undefined && (
          <>
            <Search locale={locale} />
            <Account signedIn={signedIn} locale={locale} />
          </>
        )}
        <a
          class="language"
          href={languageHref}
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

/** A field where there is room for one, and the way to the page that has it where there is not. */
function Search({ locale: { words, lang } }: { locale: Locale }) {
  const { label, hint } = words.search.bar
  return (
    <>
      <search>
        <form method="get" action={SEARCH_PATH}>
          <input
            type="search"
            name="q"
            aria-label={label}
            placeholder={hint}
            maxLength={MAX_CHARS.search}
            dir="auto"
          />
          <input type="hidden" name="lang" value={lang} />
        </form>
      </search>
      <a class="to-search" href={searchHref(lang)}>
        <span class="unseen">{label}</span>
        <Icon name="search" />
      </a>
    </>
  )
}

/** The way to the reader's own page, or to where he signs in. */
function Account({ signedIn, locale: { words, lang } }: { signedIn: boolean; locale: Locale }) {
  return (
    <a class="account" href={signedIn ? meHref(lang) : signInHref(lang)}>
      {signedIn ? words.nav.me : words.nav.signIn}
    </a>
  )
}
