import type { Fullness } from '../../data/databaseSizes'
import type { Growth } from '../../status/growth'
import type { DatabaseFill } from '../../status/status'
import { DataTable } from '../components/dataTable'
import { count, dataSize, day } from '../i18n/format'
import type { Locale } from '../i18n/locale'

const TONES: Record<Fullness, string> = { roomy: 'fine', filling: 'warn', full: 'bad' }

interface DatabaseTableProps {
  databases: readonly DatabaseFill[]
  nowIso: string
  locale: Locale
}

/** How full each database is, and when it will be full. */
export function DatabaseTable({ databases, nowIso, locale }: DatabaseTableProps) {
  const { system } = locale.words
  return (
    <DataTable
      caption={system.databases}
      rows={databases}
      rowKey={({ database }) => database}
      columns={[
        { id: 'database', title: system.database, cell: ({ database }) => <code>{database}</code> },
        {
          id: 'fullness',
          title: system.room,
          key: true,
          cell: (fill) =>
            fill.status === 'answers' ? (
              <span class={`chip ${TONES[fill.fullness]}`}>{system.fullnesses[fill.fullness]}</span>
            ) : (
              <span class="chip bad">{system.unreached[fill.status]}</span>
            ),
        },
        {
          id: 'used',
          title: system.usedTitle,
          cell: (fill) =>
            fill.status === 'answers'
              ? system.used(
                  dataSize(fill.bytes),
                  dataSize(fill.limitBytes),
                  // Never more than there is: 94.9 is not yet 95.
                  count(Math.floor((fill.bytes / fill.limitBytes) * 100)),
                )
              : system.unreachedStores(count(fill.stores)),
        },
        {
          id: 'full',
          title: system.fullWhen,
          kind: 'wide',
          cell: (fill) =>
            fill.status === 'answers' && <FullWhen growth={fill.growth} nowIso={nowIso} locale={locale} />,
        },
      ]}
    />
  )
}

function FullWhen({ growth, nowIso, locale }: { growth: Growth; nowIso: string; locale: Locale }) {
  const { system } = locale.words
  if (growth.status === 'unknown') return <>{system.fullUnknown[growth.reason]}</>
  if (growth.fullOn === null) return <>{system.fullFar}</>
  // Midnight in Beijing.
  return (
    <time dateTime={growth.fullOn}>
      {system.fullOn(day(`${growth.fullOn}T00:00:00+08:00`, nowIso, locale.lang))}
    </time>
  )
}
