import type { ComponentChildren } from 'preact'
import { includesRole } from '../../access/role'
import type { Lang } from '../../diagnosis/words'
import { renderAccountPage } from '../components/accountPage'
import { Block } from '../components/block'
import { Name } from '../components/parts'
import { PostButton } from '../components/postButton'
import { DeviceList } from '../components/proofList'
import { type Locale, localeOf } from '../i18n/locale'
import {
  auditHref,
  coverageHref,
  importHref,
  importsHref,
  meFormHref,
  meHref,
  pageHref,
  peopleHref,
  signOutHref,
  storesHref,
} from '../links'
import type { MeProps } from './props'
import { NewToken, Tokens } from './tokens'
import type { MeView } from './view'

/** The reader's own page, whole: who he is here, on which devices, and with which tokens. */
export function renderMePage(view: MeView, lang: Lang): string {
  const { me } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: me.title,
    hrefIn: meHref,
    lang,
    content: (ready, locale) => <Me view={ready} locale={locale} />,
  })
}

function Me({ view, locale }: MeProps) {
  const { words, lang } = locale
  const { me, roles, scope } = words
  return (
    <>
      <div class="page-title plain">
        <h2>
          <Name text={view.name} fallback={scope.unnamed} />
        </h2>
        <p class="about">
          <span class="chip">{roles[view.role].name}</span>
          <span class="may">{roles[view.role].may}</span>
          {view.email !== null && <bdi class="name">{view.email}</bdi>}
        </p>
      </div>
      <NewToken view={view} locale={locale} />
      <Block title={me.stores}>
        <OwnStores view={view} locale={locale} />
      </Block>
      <Block title={me.orders}>
        <Links
          links={[
            [coverageHref(lang), words.coverage.title],
            ...(includesRole(view.role, 'operator') ? operatorLinks(locale) : []),
          ]}
        />
      </Block>
      {view.role === 'admin' && (
        <Block title={me.manage}>
          <Links
            links={[
              [peopleHref(lang), me.people],
              [auditHref(lang), me.audit],
            ]}
          />
        </Block>
      )}
      <Block title={me.language}>
        <LanguageChoice locale={locale} />
      </Block>
      <Devices view={view} locale={locale} />
      <Tokens view={view} locale={locale} />
    </>
  )
}

function operatorLinks({ words, lang }: Locale): [href: string, name: string][] {
  return [
    [importHref(lang), words.imports.toImport],
    [importsHref(lang), words.imports.title],
    [storesHref(lang), words.storeChanges.title],
  ]
}

function Links({ links }: { links: readonly (readonly [href: string, name: string])[] }) {
  return (
    <p class="acts">
      {links.map(([href, name]) => (
        <a key={href} class="act" href={href}>
          {name}
        </a>
      ))}
    </p>
  )
}

/** Each leads to its page. */
function OwnStores({ view: { stores }, locale }: MeProps) {
  const { words, lang } = locale
  if (stores === null) {
    return <StoreLinks links={[[pageHref({ stores: [], date: null }, lang), words.me.allStores]]} />
  }
  if (stores.length === 0) return <p class="note">{words.me.noStores}</p>
  return (
    <StoreLinks
      links={stores.map((store) => [
        pageHref({ stores: [store], date: null }, lang),
        <Name key={store} text={store} fallback={words.scope.unnamed} />,
      ])}
    />
  )
}

function StoreLinks({ links }: { links: readonly (readonly [href: string, name: ComponentChildren])[] }) {
  return (
    <ul class="own-stores">
      {links.map(([href, name]) => (
        <li key={href}>
          <a class="act" href={href}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Each language by its own name. */
const LANGUAGES: [lang: Lang, name: string, tag: string][] = [
  ['zh', '中文', 'zh-CN'],
  ['en', 'English', 'en'],
]

function LanguageChoice({ locale: { lang } }: { locale: Locale }) {
  return (
    <form class="acts" method="post" action={meFormHref('language', lang)}>
      {LANGUAGES.map(([value, name, tag]) => (
        <button
          key={value}
          class="act"
          type="submit"
          name="lang"
          value={value}
          lang={tag}
          aria-current={value === lang ? 'true' : undefined}
        >
          {name}
        </button>
      ))}
    </form>
  )
}

function Devices({ view, locale }: MeProps) {
  const { words, lang } = locale
  const { me, proofs } = words
  const { sessions, thisSessionId, nowIso } = view
  return (
    <Block title={proofs.devices} note={proofs.effect}>
      <DeviceList
        sessions={sessions}
        thisSessionId={thisSessionId}
        endHref={(id) => meFormHref(`sessions/${id}/end`, lang)}
        nowIso={nowIso}
        locale={locale}
      />
      <div class="acts">
        {sessions.some(({ id }) => id !== thisSessionId) && (
          <PostButton action={meFormHref('sessions/end-others', lang)} label={proofs.endOthers} />
        )}
        {thisSessionId === null ? (
          <p class="note">{me.byAccess}</p>
        ) : (
          <PostButton action={signOutHref(lang)} label={me.signOut} />
        )}
      </div>
    </Block>
  )
}
