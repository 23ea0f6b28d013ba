import type { RunRecord } from '../../data/runs'
import type { ShownRun } from '../../status/status'
import { type Column, DataTable } from '../components/dataTable'
import { Unknown } from '../components/unknown'
import { count, instant } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import type { Words } from '../i18n/words'
import { FailedStore } from './failedStore'

interface RunTableProps {
  runs: readonly ShownRun[]
  nowIso: string
  locale: Locale
}

/** The latest refreshes, newest first. */
export function RunTable({ runs, nowIso, locale }: RunTableProps) {
  const { system } = locale.words
  return (
    <DataTable
      class="dense"
      caption={system.runs}
      columns={[
        ...runColumns(nowIso, locale),
        ...(countsWithheld(runs) ? [] : countColumns(locale)),
        ...endColumns(locale),
      ]}
      rows={runs}
      rowKey={({ startedAt }, i) => `${startedAt} ${i}`}
    />
  )
}

const OUTCOME_TONES: Record<RunRecord['outcome'], string> = {
  running: 'warn',
  idle: 'plain',
  done: 'fine',
  failed: 'bad',
  died: 'bad',
}

const COUNTS = ['stores', 'readable', 'shards', 'rowsRead', 'rowsWritten'] as const

/** Whether the reader does not see all stores, so that no run tells him what it counted over all of them. */
function countsWithheld(runs: readonly ShownRun[]): boolean {
  return runs.every((run) => COUNTS.every((name) => run[name] === null))
}

/** When a run was, and what came of it. */
function runColumns(nowIso: string, locale: Locale): Column<ShownRun>[] {
  const { words, lang } = locale
  const { system } = words
  return [
    {
      id: 'started',
      title: system.started,
      cell: ({ startedAt }) => <time dateTime={startedAt}>{instant(startedAt, nowIso, lang)}</time>,
    },
    {
      id: 'outcome',
      title: system.outcome,
      key: true,
      cell: ({ outcome }) => <span class={`chip ${OUTCOME_TONES[outcome]}`}>{system.outcomes[outcome]}</span>,
    },
    { id: 'trigger', title: system.trigger, cell: ({ trigger }) => system.triggers[trigger] },
    {
      id: 'elapsed',
      title: system.elapsed,
      kind: 'number',
      cell: ({ elapsedMs, outcome }) =>
        elapsedMs === null ? <Unknown why={system.outcomes[outcome]} /> : duration(elapsedMs, words.units),
    },
  ]
}

/** What it counted over all stores, and its number. */
function countColumns({ words }: Locale): Column<ShownRun>[] {
  const { system } = words
  const known = (value: number | null) => (value === null ? <Unknown why={words.unknown} /> : count(value))
  return [
    { id: 'stores', title: system.computed, kind: 'number', cell: ({ stores }) => known(stores) },
    { id: 'readable', title: system.readable, kind: 'number', cell: ({ readable }) => known(readable) },
    {
      id: 'shards',
      title: system.shards,
      kind: 'number',
      cell: ({ shards }) => (shards === 0 ? words.none : known(shards)),
    },
    { id: 'rowsRead', title: system.rowsRead, kind: 'number', cell: ({ rowsRead }) => known(rowsRead) },
    {
      id: 'rowsWritten',
      title: system.rowsWritten,
      kind: 'number',
      cell: ({ rowsWritten }) => known(rowsWritten),
    },
    { id: 'run', title: system.run, kind: 'number', cell: ({ id }) => `#${id}` },
  ]
}

/** What failed. */
function endColumns(locale: Locale): Column<ShownRun>[] {
  const { system } = locale.words
  return [
    {
      id: 'failures',
      title: system.error,
      kind: 'wide',
      cell: ({ failures }) => <Failures failures={failures} locale={locale} />,
    },
  ]
}

/** `350 ms`, `1.2 s`, `3.5 min`. */
export function duration(ms: number, units: Words['units']): string {
  if (ms < 1000) return units.ms(count(ms))
  if (ms < 60_000) return units.seconds(count(ms / 1000))
  return units.minutes(count(ms / 60_000))
}

function Failures({ failures, locale }: { failures: RunRecord['failures']; locale: Locale }) {
  if (failures.length === 0) return <span class="faint">{locale.words.none}</span>
  return (
    <details class="failures">
      <summary>{locale.words.system.failures(failures.length)}</summary>
      <ul>
        {failures.map((failure) => (
          <li key={failure.store}>
            <FailedStore failure={failure} locale={locale} /> <bdi class="name">{failure.error}</bdi>
          </li>
        ))}
      </ul>
    </details>
  )
}
