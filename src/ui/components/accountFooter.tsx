import type { Locale } from '../i18n/locale'
import { statusHref } from '../links'

/** What stands at the end of the pages of people who are signed in. */
export function AccountFooter({ locale: { words, lang } }: { locale: Locale }) {
  return (
    <>
      <p>{words.footer.times}</p>
      <a href={statusHref(lang)}>{words.footer.status}</a>
    </>
  )
}
