import type { ComponentChildren } from 'preact'
import type { StoreFailure } from '../../data/runFailure'
import type { ScheduleState } from '../../status/schedule'
import type { Status } from '../../status/status'
import { Block } from '../components/block'
import { DataTable } from '../components/dataTable'
import { FactGrid } from '../components/factGrid'
import { renderPageEnd, renderPageStart } from '../components/frame'
import { Icon } from '../components/icons'
import { OutOfReach } from '../components/outOfReach'
import { ProblemMessage } from '../components/problemMessage'
import { age, count, instant } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { coverageHref, importHref } from '../links'
import type { PageShell, StatusTarget } from '../target'
import { DatabaseNotice } from './databaseNotice'
import { DatabaseTable } from './databaseTable'
import { FailedStore } from './failedStore'
import { OrdersTable } from './ordersTable'
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
      <StatusPage system={view.system} mayImport={view.mayImport} locale={locale} />
    ) : (
      <ProblemMessage view={view} target={shell.target} locale={locale} />
    ),
  )
}

interface StatusProps {
  system: Status
  locale: Locale
}

/** What a shop has to know first: whether all orders are in. How the system runs is folded below. */
function StatusPage({ system, mayImport, locale }: StatusProps & { mayImport: boolean }) {
  const { words, lang } = locale
  const { checkedAt, schedule, orders, storesOutOfReach, databases } = system
  return (
    <>
      <div class="page-title plain">
        <h2>{words.system.title}</h2>
        <p class="about">{words.system.checked(instant(checkedAt, '', lang))}</p>
      </div>
      {schedule.status === 'overdue' && (
        <p class="notice alarm" role="alert">
          <Icon name="alert" />
          <span>{words.system.overdue}</span>
        </p>
      )}
      {databases?.map((database) => (
        <DatabaseNotice
          key={database.database}
          database={database}
          isOnly={databases.length === 1}
          locale={locale}
        />
      ))}
      <Block title={words.system.orders}>
        <OutOfReach stores={storesOutOfReach} locale={locale}>
          {words.messages.storesOutOfReach.notListed}
        </OutOfReach>
        {orders.length === 0 ? (
          storesOutOfReach.length === 0 && <p class="note">{words.system.noStores}</p>
        ) : (
          <OrdersTable
            orders={orders}
            storeCount={system.storeCount}
            unread={storesOutOfReach.length}
            locale={locale}
          />
        )}
        <p class="to-coverage">
          <a href={coverageHref(lang)}>{words.system.toCoverage}</a>
          {mayImport && <a href={importHref(lang)}>{words.coverage.toImport}</a>}
        </p>
      </Block>
      <details class="engineering">
        <summary>
          {words.system.engineering} <ScheduleChip schedule={schedule} locale={locale} />
        </summary>
        <Engineering system={system} locale={locale} />
      </details>
    </>
  )
}

/** How the cards come about: the schedule, its runs, what failed, each store's card. */
function Engineering({ system, locale }: StatusProps) {
  const { words } = locale
  const { checkedAt, schedule, runs, stores, givenUp, orders, databases } = system
  const upToDate = new Set(orders.flatMap((store) => (store.upToDate ? [store.store] : [])))
  return (
    <>
      <Block title={words.system.schedule}>
        <Schedule schedule={schedule} checkedAt={checkedAt} locale={locale} />
      </Block>
      {databases && (
        <Block title={words.system.databases}>
          <DatabaseTable databases={databases} nowIso={checkedAt} locale={locale} />
        </Block>
      )}
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
          <StoreTable
            stores={stores}
            cards={system.cards}
            upToDate={upToDate}
            nowIso={checkedAt}
            locale={locale}
          />
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

function ScheduleChip({ schedule: { status }, locale }: Pick<ScheduleProps, 'schedule' | 'locale'>) {
  return <span class={`chip ${SCHEDULE_TONES[status]}`}>{locale.words.system.scheduleStates[status]}</span>
}

function Schedule({ schedule, checkedAt, locale }: ScheduleProps) {
  const { system } = locale.words
  const state = <ScheduleChip schedule={schedule} locale={locale} />
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
  return <FactGrid facts={facts} />
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
