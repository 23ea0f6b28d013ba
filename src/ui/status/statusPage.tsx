import type { ComponentChildren } from 'preact'
import type { StoreFailure } from '../../data/runs'
import type { ScheduleState } from '../../status/schedule'
import type { Status } from '../../status/status'
import { Block } from '../components/block'
import { DataTable } from '../components/dataTable'
import { renderPageEnd, renderPageStart } from '../components/frame'
import { Icon } from '../components/icons'
import { ProblemMessage } from '../components/problemMessage'
import { age, count, instant } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import type { PageShell, StatusTarget } from '../target'
import { FailedStore } from './failedStore'
import { RunTable } from './runTable'
import { StatusSkeleton } from './skeleton'
import { StoreTable } from './storeTable'
import type { StatusView } from './view'

/** How the system stands: first piece of the page, drawn from the request alone. */
export function renderStatusShell(shell: PageShell<StatusTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageStart(shell, {
    title: locale.words.system.title,
    skeleton: <StatusSkeleton locale={locale} />,
    locale,
  })
}

/** How the system stands: second piece of the page. Total: it renders whatever the view holds. */
export function renderStatusBody(view: StatusView, shell: PageShell<StatusTarget>): string {
  const locale = localeOf(shell.lang)
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <StatusPage system={view.system} locale={locale} />
    ) : (
      <ProblemMessage view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface StatusProps {
  system: Status
  locale: Locale
}

function StatusPage({ system, locale }: StatusProps) {
  const { words, lang } = locale
  const { checkedAt, schedule, runs, stores, givenUp } = system
  return (
    <>
      <div class="page-title plain">
        <h2>{words.system.title}</h2>
        <p class="about">{words.system.checked(instant(checkedAt, '', lang))}</p>
      </div>
      <Block title={words.system.schedule}>
        <Schedule schedule={schedule} checkedAt={checkedAt} locale={locale} />
      </Block>
      <Block title={words.system.runs} note={shardNote(system, locale)}>
        {runs.length === 0 ? (
          <p class="note">{words.system.noRuns}</p>
        ) : (
          <RunTable runs={runs} nowIso={checkedAt} locale={locale} />
        )}
      </Block>
      <Block title={words.system.givenUp}>
        {givenUp.length === 0 ? (
          <p class="note">{words.system.noGivenUp}</p>
        ) : (
          <GivenUp failures={givenUp} locale={locale} />
        )}
      </Block>
      <Block title={words.system.stores}>
        {stores.length === 0 ? (
          <p class="note">{words.system.noStores}</p>
        ) : (
          <StoreTable stores={stores} nowIso={checkedAt} locale={locale} />
        )}
      </Block>
    </>
  )
}

/** The latest run that went over the queue; nothing for a reader who is not told which did. */
function shardNote({ runs }: Status, { words: { system } }: Locale): string | undefined {
  if (runs.some(({ shards }) => shards === null)) return undefined
  const run = runs.find(({ shards }) => shards)
  return run?.shards && run.id !== null
    ? system.lastSharded(run.id, count(run.shards), system.outcomes[run.outcome])
    : system.noSharded
}

interface ScheduleProps {
  schedule: ScheduleState
  checkedAt: string
  locale: Locale
}

const SCHEDULE_TONES: Record<ScheduleState['status'], string> = {
  onTime: 'fine',
  overdue: 'bad',
  never: 'warn',
}

function Schedule({ schedule, checkedAt, locale }: ScheduleProps) {
  const { system } = locale.words
  const state = (
    <span class={`chip ${SCHEDULE_TONES[schedule.status]}`}>{system.scheduleStates[schedule.status]}</span>
  )
  if (schedule.status === 'never') {
    return (
      <>
        <p>{state}</p>
        <p class="note">{system.never}</p>
      </>
    )
  }
  const { cron, lastAt, nextAt } = schedule
  const facts: [name: string, value: ComponentChildren][] = [
    [system.schedule, state],
    [system.lastRun, <At key="last" date={lastAt} nowIso={checkedAt} withAge locale={locale} />],
    [system.nextRun, <At key="next" date={nextAt} nowIso={checkedAt} locale={locale} />],
    [system.expression, <code key="cron">{cron}</code>],
  ]
  return (
    <>
      {schedule.status === 'overdue' && (
        <p class="notice alarm" role="alert">
          <Icon name="alert" />
          <span>{system.overdue}</span>
        </p>
      )}
      <dl class="fact-grid">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

interface AtProps {
  date: Date | null
  nowIso: string
  withAge?: boolean
  locale: Locale
}

/** An instant in Beijing time. */
function At({ date, nowIso, withAge, locale: { lang, words } }: AtProps) {
  if (!date || Number.isNaN(date.getTime())) return <>{words.unknown}</>
  const iso = date.toISOString()
  return (
    <time dateTime={iso}>
      {instant(iso, nowIso, lang)}
      {withAge && ` · ${age(iso, nowIso, lang)}`}
    </time>
  )
}

function GivenUp({ failures, locale }: { failures: readonly StoreFailure[]; locale: Locale }) {
  const { system } = locale.words
  return (
    <DataTable
      caption={system.givenUp}
      rows={failures}
      rowKey={({ store }, i) => `${store} ${i}`}
      columns={[
        {
          id: 'store',
          title: system.store,
          cell: (failure) => <FailedStore failure={failure} locale={locale} />,
        },
        {
          id: 'error',
          title: system.error,
          kind: 'wide',
          cell: ({ error }) => <bdi class="name">{error}</bdi>,
        },
      ]}
    />
  )
}
