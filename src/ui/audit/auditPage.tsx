import type { AuditRecord } from '../../data/auditEvents'
import type { Lang } from '../../diagnosis/words'
import { renderAccountPage } from '../components/accountPage'
import { type Column, DataTable } from '../components/dataTable'
import { Name } from '../components/parts'
import { Unknown } from '../components/unknown'
import { country, instant } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { AUDIT_API_HREF, auditHref, meHref } from '../links'
import { EventDetail } from './eventDetail'
import type { AuditView } from './view'

/** Who did what, newest first, whole: for admins. */
export function renderAuditPage(view: AuditView, lang: Lang): string {
  const { audit, me } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: audit.title,
    hrefIn: auditHref,
    back: { href: meHref(lang), name: me.title },
    lang,
    content: (ready, locale) => <Audit view={ready} locale={locale} />,
  })
}

interface AuditProps {
  view: Extract<AuditView, { status: 'ready' }>
  locale: Locale
}

function Audit({ view: { events, before, nowIso }, locale }: AuditProps) {
  const { words, lang } = locale
  const { audit } = words
  return (
    <>
      <div class="page-title plain">
        <h2>{audit.title}</h2>
        <p class="about">
          <span>{audit.about}</span>
          <a href={AUDIT_API_HREF}>{audit.json}</a>
        </p>
      </div>
      {events.length === 0 ? (
        <p class="note">{audit.none}</p>
      ) : (
        <DataTable
          class="trail"
          caption={audit.title}
          columns={columnsOf(nowIso, locale)}
          rows={events}
          rowKey={({ id }) => String(id)}
        />
      )}
      {before !== null && (
        <p class="acts">
          <a class="act" href={auditHref(lang, before)} rel="next">
            {audit.older}
          </a>
        </p>
      )}
    </>
  )
}

function columnsOf(nowIso: string, locale: Locale): Column<AuditRecord>[] {
  const { words, lang } = locale
  const { audit } = words
  return [
    { id: 'who', title: audit.who, cell: (event) => <Who event={event} locale={locale} /> },
    {
      id: 'when',
      title: audit.when,
      key: true,
      cell: ({ at }) => <time dateTime={at}>{instant(at, nowIso, lang)}</time>,
    },
    {
      id: 'what',
      title: audit.what,
      kind: 'wide',
      cell: (event) => (
        <>
          <b>{audit.events[event.event]}</b> <EventDetail event={event} locale={locale} />
        </>
      ),
    },
    {
      id: 'whom',
      title: audit.whom,
      cell: ({ subject }) => subject && <Person person={subject} locale={locale} />,
    },
    { id: 'via', title: audit.via, cell: ({ via }) => audit.vias[via] },
    {
      id: 'country',
      title: audit.country,
      cell: ({ country: code }) => (code === null ? <Unknown why={words.unknown} /> : country(code, lang)),
    },
  ]
}

/** Who did it; what nobody in particular did is told by what it was done with. */
function Who({ event: { who, via }, locale }: { event: AuditRecord; locale: Locale }) {
  if (who === null) return <>{locale.words.audit.vias[via]}</>
  return <Person person={who} locale={locale} />
}

interface PersonProps {
  person: NonNullable<AuditRecord['who']>
  locale: Locale
}

/** A person by name; who was erased has left a number. */
function Person({ person: { id, name }, locale }: PersonProps) {
  const { audit, scope } = locale.words
  if (name === null) return <span class="faint">{audit.erased(String(id))}</span>
  return <Name text={name} fallback={scope.unnamed} />
}
