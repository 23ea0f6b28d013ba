import type { ComponentChildren } from 'preact'
import type { SessionRecord, TokenRecord } from '../../data/people'
import { country, day } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { Name } from './parts'
import { PostButton } from './postButton'

/** What somebody is signed in with, each with the button that ends it: on his own page and on that of the admins. */

interface DeviceListProps {
  sessions: readonly SessionRecord[]
  /** The session that the page is read with: it has no button of its own, for signing out ends it. */
  thisSessionId?: number | null
  /** Where the form that ends a session leads. */
  endHref: (sessionId: number) => string
  nowIso: string
  locale: Locale
}

export function DeviceList({ sessions, thisSessionId, endHref, nowIso, locale }: DeviceListProps) {
  const { lang, words } = locale
  const { proofs } = words
  if (sessions.length === 0) return <p class="note">{proofs.noDevices}</p>
  return (
    <ul class="proofs">
      {sessions.map(({ id, device, country: from, createdAt, usedAt }) => (
        <li key={id}>
          <div>
            <p class="proof-name">
              <Name text={device} fallback={proofs.unknownDevice} />
              {id === thisSessionId && <span class="chip fine">{proofs.thisDevice}</span>}
            </p>
            <Details>
              {from !== null && <span>{country(from, lang)}</span>}
              <span>{proofs.since(day(createdAt, nowIso, lang))}</span>
              <span>{proofs.lastUsed(day(usedAt, nowIso, lang))}</span>
            </Details>
          </div>
          {id !== thisSessionId && <PostButton action={endHref(id)} label={proofs.end} about={device} />}
        </li>
      ))}
    </ul>
  )
}

interface TokenListProps {
  tokens: readonly TokenRecord[]
  /** Where the form that revokes a token leads. */
  revokeHref: (tokenId: number) => string
  nowIso: string
  locale: Locale
}

export function TokenList({ tokens, revokeHref, nowIso, locale }: TokenListProps) {
  const { lang, words } = locale
  const { proofs, purposes, scope } = words
  return (
    <ul class="proofs">
      {tokens.map(({ id, name, purpose, createdAt, usedAt }) => (
        <li key={id}>
          <div>
            <p class="proof-name">
              <Name text={name} fallback={scope.unnamed} />
              <span class="chip">{purposes[purpose].name}</span>
            </p>
            <Details>
              <span>{proofs.made(day(createdAt, nowIso, lang))}</span>
              <span>{usedAt === null ? proofs.never : proofs.lastUsed(day(usedAt, nowIso, lang))}</span>
            </Details>
          </div>
          <PostButton action={revokeHref(id)} label={proofs.revoke} about={name} />
        </li>
      ))}
    </ul>
  )
}

/** Small facts in a row. */
export function Details({ children }: { children: ComponentChildren }) {
  return <p class="details">{children}</p>
}
