import type { ComponentChildren } from 'preact'
import type { CardView } from '../home/view'
import { count, longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { allStoresHref, chosenStoresHref, importHref, landingHref, pageHref } from '../links'
import { areMany, type StoreMatches } from '../problem'
import type { Scope } from '../target'
import { MatchingStores } from './matchingStores'
import { nameOr } from './parts'

/** What stands in place of the figures where there are none. */

interface PanelProps {
  tone: 'calm' | 'problem'
  title: string
  children: ComponentChildren
}

/** A message with a title, a text and what to do. */
export function Panel({ tone, title, children }: PanelProps) {
  return (
    <section class={`panel ${tone}`} role={tone === 'problem' ? 'alert' : undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A number that leads from a message to its cause in the logs. */
export function Reference({ reference, locale }: { reference: string; locale: Locale }) {
  return (
    <p class="reference">
      {locale.words.messages.reference} <code>{reference}</code>
    </p>
  )
}

interface CardMessageProps {
  view: Exclude<CardView, { status: 'ready' }>
  scope: Scope
  locale: Locale
  /** The page to try again; without it, the main page of the scope. */
  retryHref?: string
  /** Whether the reader may bring orders in. */
  mayImport?: boolean | undefined
  /** The page of a store in place of one that there is not; without it, the main page. */
  storeHref?: (store: string) => string
}

/** Why there is no diagnosis, and what to do. */
export function CardMessage(props: CardMessageProps) {
  const { view, scope, locale, retryHref, mayImport } = props
  const { messages, nav } = locale.words
  const retry = retryHref ?? pageHref(scope, locale.lang)
  const allStores = (
    <a class="button" href={allStoresHref({ stores: [], date: null }, locale.lang)}>
      {nav.allStores}
    </a>
  )
  const again = (
    <p>
      <a class="button" href={retry}>
        {nav.retry}
      </a>
    </p>
  )
  switch (view.status) {
    case 'noData':
      return (
        <Panel tone="calm" title={messages.noData.title}>
          <p>{messages.noData.body}</p>
          {mayImport && (
            <p>
              <a class="button" href={importHref(locale.lang)}>
                {messages.noData.byPage}
              </a>
            </p>
          )}
          <ol>
            <li>
              {messages.noData.byCommand}
              <code>npm run import -- orders.csv</code>
            </li>
            <li>
              {messages.noData.byApi}
              <code>POST /api/import</code>
            </li>
          </ol>
          {again}
        </Panel>
      )
    case 'noStores':
      return (
        <Panel tone="calm" title={messages.noStores.title}>
          <p>{messages.noStores.body}</p>
          {again}
        </Panel>
      )
    case 'limited':
      return (
        <Panel tone="calm" title={messages.limited.title}>
          <p>{messages.limited.body(count(view.retryAfterSeconds))}</p>
          {again}
        </Panel>
      )
    case 'unknownStore': {
      if (areMany(view.directory) && view.directory.matches.count > 0) {
        return <WhichStore {...props} unknown={view.stores} matches={view.directory.matches} />
      }
      const named = view.stores.filter((store) => nameOr(store, null))
      return (
        <Panel tone="calm" title={messages.unknownStore.title}>
          {named.length > 0 && (
            <ul class="unknown-stores">
              {named.map((store) => (
                <li key={store}>
                  <bdi class="name">{store}</bdi>
                </li>
              ))}
            </ul>
          )}
          <p>{areMany(view.directory) ? messages.unknownStore.typeAnother : messages.unknownStore.body}</p>
          <p>
            {view.directory.length === 1 ? (
              <a class="button" href={landingHref(locale.lang)}>
                {nav.home}
              </a>
            ) : (
              allStores
            )}
          </p>
        </Panel>
      )
    }
    case 'badRequest':
      return (
        <Panel tone="calm" title={messages.badRequest[view.code].title}>
          <p>{messages.badRequest[view.code].body}</p>
          <p>{allStores}</p>
        </Panel>
      )
    case 'damagedDays':
      return (
        <Panel tone="problem" title={messages.damagedDays.title}>
          <p>
            <bdi class="name">{nameOr(view.store, locale.words.scope.unnamed)}</bdi>
          </p>
          <ul>
            {view.dates.map((date) => (
              <li key={date}>{longDate(date, locale.lang)}</li>
            ))}
          </ul>
          <p>{messages.damagedDays.body}</p>
        </Panel>
      )
    case 'unavailable':
      return (
        <Panel tone="problem" title={messages.unavailable[view.reason].title}>
          <p>{messages.unavailable[view.reason].body}</p>
          {again}
          <Reference reference={view.reference} locale={locale} />
        </Panel>
      )
  }
}

interface WhichStoreProps extends CardMessageProps {
  /** Names that no store has. */
  unknown: readonly string[]
  matches: StoreMatches
}

/** What was typed is a part of stores' names: the one that was meant takes its place. */
function WhichStore({ unknown, matches, scope, locale, storeHref }: WhichStoreProps) {
  const { title, body } = locale.words.messages.whichStore
  const others = scope.stores.filter((store) => !unknown.includes(store))
  const ofScope = (store: string) => chosenStoresHref({ ...scope, stores: [...others, store] }, locale.lang)
  return (
    <Panel tone="calm" title={title}>
      <p>{body(unknown.map((text) => `“${text}”`).join(locale.words.listSeparator))}</p>
      <MatchingStores matches={matches} hrefOf={storeHref ?? ofScope} locale={locale} />
    </Panel>
  )
}
