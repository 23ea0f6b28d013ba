import type { TokenPurpose } from '../../access/role'
import { MAX_CHARS } from '../../limits'
import { Block } from '../components/block'
import { Choice, Choices, SecretField, TextField, Wrong } from '../components/field'
import { Name } from '../components/parts'
import { TokenList } from '../components/proofList'
import { meFormHref } from '../links'
import type { MeProps } from './props'

/** A token that was just made: its secret, shown this once, and how it is used. */
export function NewToken({ view: { newToken, origin }, locale }: MeProps) {
  if (!newToken) return null
  const { me, purposes, scope } = locale.words
  const { name, purpose, secret } = newToken
  return (
    <section class="made" role="status">
      <h3>{me.made}</h3>
      <p>
        <Name text={name} fallback={scope.unnamed} />{' '}
        <span class="chip">{me.madeFor(purposes[purpose].name)}</span>
      </p>
      <SecretField id="token" label={me.secret} value={secret} />
      <p class="once">{me.once}</p>
      <p class="label">{me.example}</p>
      <pre>
        <code>{EXAMPLES[purpose](secret, origin)}</code>
      </pre>
    </section>
  )
}

/** What each purpose is for, as a command. */
const EXAMPLES: Record<TokenPurpose, (secret: string, origin: string) => string> = {
  read: (secret, origin) => `${curl(secret)} ${origin}/api/diagnosis`,
  import: (secret, origin) => `${curl(secret)} --data-binary @orders.csv ${origin}/api/import`,
  people: (secret, origin) => `${curl(secret)} ${origin}/api/people`,
}

function curl(secret: string): string {
  return `curl -H "Authorization: Bearer ${secret}"`
}

/** The reader's tokens, and the form that makes one: folded away, for most people need none. */
export function Tokens({ view, locale }: MeProps) {
  const { words, lang } = locale
  const { me } = words
  const { tokens, refused, nowIso } = view
  return (
    <Block title={me.tokens} note={me.tokensNote}>
      {tokens.length > 0 && (
        <TokenList
          tokens={tokens}
          revokeHref={(id) => meFormHref(`tokens/${id}/revoke`, lang)}
          nowIso={nowIso}
          locale={locale}
        />
      )}
      <details class="fold" open={refused !== undefined}>
        <summary>{me.newToken}</summary>
        <TokenForm view={view} locale={locale} />
      </details>
    </Block>
  )
}

function TokenForm({ view: { purposes, refused }, locale }: MeProps) {
  const { me, purposes: words } = locale.words
  const wrong = refused && me.problems[refused.code]
  const [first] = purposes
  return (
    <form class="fields" method="post" action={meFormHref('tokens', locale.lang)}>
      {refused?.code === 'tooManyTokens' && <Wrong id="tokens-wrong">{wrong}</Wrong>}
      <TextField
        id="token-name"
        name="name"
        label={me.tokenName}
        placeholder={me.tokenNameHint}
        maxLength={MAX_CHARS.personName}
        required
        {...(refused?.code === 'tokenNameMissing' && { wrong })}
      />
      <Choices id="purpose" legend={me.purpose} {...(refused?.code === 'unreadablePurpose' && { wrong })}>
        {purposes.map((purpose) => (
          <Choice key={purpose} name="purpose" value={purpose} checked={purpose === first}>
            <b>{words[purpose].name}</b> <span class="faint">{words[purpose].may}</span>
          </Choice>
        ))}
      </Choices>
      <button type="submit" class="act main">
        {me.create}
      </button>
    </form>
  )
}
