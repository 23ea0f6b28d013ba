import type { ComponentChildren } from 'preact'
import { age, count, instant } from '../../format'
import { Icon } from '../../icons'
import { Block } from '../block'
import { DataTable } from '../dataTable'
import { renderPageEnd } from '../frame'
import { Problem } from '../problem'
import type {
  PageShell,
  ScheduleView,
  StatusTarget,
  StatusView,
  StoreFailureView,
  SystemStatus,
} from '../view'
import { type PageLocale, pageLocaleOf } from '../words/index'
import { FailedStore } from './failedStore'
import { RunTable } from './runTable'
import { StoreTable } from './storeTable'

/** How the system stands: second piece of the page. Total: it renders whatever the view holds. */
export function renderStatusBody(view: StatusView, shell: PageShell<StatusTarget>): string {
  const locale = pageLocaleOf(shell.lang)
  return renderPageEnd(
    locale,
    view.status === 'ready' ? (
      <StatusPage system={view.system} locale={locale} />
    ) : (
      <Problem view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface StatusProps {
  system: SystemStatus
  locale: PageLocale
}

function StatusPage({ system, locale }: StatusProps) {
  const { page, lang } = locale
  const { checkedAt, schedule, runs, stores, givenUp } = system
  return (
    <>
      <div class="page-title plain">
        <h2>{page.system.title}</h2>
        <p class="about">{page.system.checked(instant(checkedAt, '', lang))}</p>
      </div>
      <Block title={page.system.schedule}>
        <Schedule schedule={schedule} checkedAt={checkedAt} locale={locale} />
      </Block>
      <Block title={page.system.runs} note={shardNote(system, locale)}>
        {runs.length === 0 ? (
          <p class="note">{page.system.noRuns}</p>
        ) : (
          <RunTable runs={runs} nowIso={checkedAt} locale={locale} />
        )}
      </Block>
      <Block title={page.system.givenUp}>
        {givenUp.length === 0 ? (
          <p class="note">{page.system.noGivenUp}</p>
        ) : (
          <GivenUp failures={givenUp} locale={locale} />
        )}
      </Block>
      <Block title={page.system.stores}>
        {stores.length === 0 ? (
          <p class="note">{page.system.noStores}</p>
        ) : (
          <StoreTable stores={stores} nowIso={checkedAt} locale={locale} />
        )}
      </Block>
    </>
  )
}

/** The latest run that went over the queue. */
function shardNote({ runs }: SystemStatus, { page: { system } }: PageLocale): string {
  const run = runs.find(({ shards }) => shards > 0)
  return run ? system.lastSharded(run.id, count(run.shards), system.outcomes[run.outcome]) : system.noSharded
}

interface ScheduleProps {
  schedule: ScheduleView
  checkedAt: string
  locale: PageLocale
}

const SCHEDULE_TONES: Record<ScheduleView['status'], string> = {
  onTime: 'fine',
  overdue: 'bad',
  never: 'warn',
}

function Schedule({ schedule, checkedAt, locale }: ScheduleProps) {
  const { system } = locale.page
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
  locale: PageLocale
}

/** An instant in Beijing time. */
function At({ date, nowIso, withAge, locale: { lang, page } }: AtProps) {
  if (!date || Number.isNaN(date.getTime())) return <>{page.unknown}</>
  const iso = date.toISOString()
  return (
    <time dateTime={iso}>
      {instant(iso, nowIso, lang)}
      {withAge && ` · ${age(iso, nowIso, lang)}`}
    </time>
  )
}

function GivenUp({ failures, locale }: { failures: readonly StoreFailureView[]; locale: PageLocale }) {
  const { system } = locale.page
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
