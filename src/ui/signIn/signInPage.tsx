import type { Lang } from '../../diagnosis/words'
import { Panel } from '../components/messages'
import { renderWholePage } from '../components/wholePage'
import { type Locale, localeOf } from '../i18n/locale'
import { landingHref, signInHref } from '../links'
import { ClosedHelp } from './adminHelp'
import { AskForLink } from './askForLink'
import type { SignInView } from './view'

/** A whole page for somebody who is not signed in. It names nobody: previews of links and wrong readers see it too. */
export function renderSignInPage(view: SignInView, lang: Lang): string {
  const locale = localeOf(lang)
  const { signIn, nav } = locale.words
  return renderWholePage(
    {
      title: signIn[view.kind].title,
      languageHref:
        view.kind === 'closed'
          ? landingHref(nav.otherLang)
          : signInHref(nav.otherLang, view.kind === 'confirm' ? view.secret : undefined),
      signedIn: undefined,
      footer: view.kind !== 'closed' && <p>{signIn.note}</p>,
      children: <SignIn view={view} locale={locale} />,
    },
    locale,
  )
}

function SignIn({ view, locale }: { view: SignInView; locale: Locale }) {
  const { signIn } = locale.words
  switch (view.kind) {
    case 'confirm':
      return (
        <Panel tone="calm" title={signIn.confirm.title}>
          <p>{signIn.confirm.body}</p>
          <form class="sign-in" method="post" action={signInHref(locale.lang)}>
            <input type="hidden" name="link" value={view.secret} />
            <button type="submit" class="act main big">
              {signIn.confirm.button}
            </button>
          </form>
          <p class="note">{signIn.confirm.notYours}</p>
        </Panel>
      )
    case 'ask':
      return <AskForLink reason={view.reason} locale={locale} />
    case 'closed':
      return (
        <Panel tone="calm" title={signIn.closed.title}>
          <p>{signIn.closed.body}</p>
          <ClosedHelp locale={locale} />
        </Panel>
      )
  }
}
