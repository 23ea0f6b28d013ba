import type { Locale } from '../i18n/locale'
import { coverageHref, statusHref } from '../links'

/** What stands at the end of the pages of people who are signed in. */
export function AccountFooter({ locale: { words, lang } }: { locale: Locale }) {
  return (
    <>
      <p>{words.footer.times}</p>
      <p>
        <a href={coverageHref(lang)}>{words.coverage.title}</a>
        <a href={statusHref(lang)}>{words.footer.status}</a>
      </p>
    </>
  )
}
