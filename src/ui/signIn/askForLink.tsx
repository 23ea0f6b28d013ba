import { TextField } from '../components/field'
import { Panel } from '../components/messages'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { signInHref } from '../links'
import { SignInHelp } from './adminHelp'
import type { AskReason } from './view'

interface AskForLinkProps {
  reason: AskReason
  locale: Locale
}

/** How somebody who is nobody here gets in. */
export function AskForLink({ reason, locale }: AskForLinkProps) {
  const { ask } = locale.words.signIn
  const why = <Reason reason={reason} locale={locale} />
  const isAboutLink = LINK_REASONS.has(reason.code)
  return (
    <Panel tone="calm" title={ask.title}>
      {!isAboutLink && <p>{why}</p>}
      <p>{ask.how}</p>
      <form class="sign-in" method="post" action={signInHref(locale.lang)}>
        <TextField id="link" name="link" label={ask.paste} required {...(isAboutLink && { wrong: why })} />
        <button type="submit" class="act main big">
          {ask.button}
        </button>
      </form>
      <SignInHelp locale={locale} />
    </Panel>
  )
}

/** What is wrong with a link is said at the field that takes the next one. */
const LINK_REASONS: ReadonlySet<AskReason['code']> = new Set(['unknownLink', 'expiredLink', 'usedUpLink'])

function Reason({ reason, locale }: AskForLinkProps) {
  const says = locale.words.signIn.reasons[reason.code]
  switch (reason.code) {
    case 'expiredLink':
      return <>{says(count(reason.days))}</>
    case 'usedUpLink':
      return <>{says(count(reason.devices))}</>
    case 'unknownEmail':
      return (
        <>
          {says('')}
          <bdi class="name">{reason.email}</bdi>
        </>
      )
    case 'noProof':
    case 'importing':
    case 'sessionEnded':
    case 'signedOut':
    case 'unknownLink':
      return <>{says('')}</>
  }
}
