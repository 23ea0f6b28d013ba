import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/locale'

/** What administrators need, folded away from everybody else. */

function ForAdmins({ locale, children }: { locale: Locale; children: ComponentChildren }) {
  return (
    <details class="for-admins">
      <summary>{locale.words.signIn.forAdmins}</summary>
      {children}
    </details>
  )
}

/** How an administrator gets in himself, and lets others in. */
export function SignInHelp({ locale }: { locale: Locale }) {
  const { signIn } = locale.words
  return (
    <ForAdmins locale={locale}>
      <p>
        {signIn.firstAdmin}
        <code>npm run people -- first-admin</code>
      </p>
      <p>
        {signIn.addPerson}
        <code>npm run people -- add …</code>
      </p>
      <p>{signIn.access}</p>
    </ForAdmins>
  )
}

/** How an administrator opens a deployment that is closed. */
export function ClosedHelp({ locale }: { locale: Locale }) {
  const { signIn } = locale.words
  return (
    <ForAdmins locale={locale}>
      <p>
        {signIn.modePeople}
        <code>ACCESS_MODE=people</code>
      </p>
      <p>
        {signIn.modePublic}
        <code>ACCESS_MODE=public</code>
      </p>
      <p>{signIn.modeWhere}</p>
    </ForAdmins>
  )
}
