import type { EdgeAnswer, Standing, Status } from '../../status/status'
import { type Column, DataTable } from '../components/dataTable'
import { Unknown } from '../components/unknown'
import { age, count, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { storeColumn } from './storeColumn'
import type { StoreStatus } from './view'

const STANDING_TONES: Record<Standing, string> = { current: 'fine', behind: 'warn', withoutCard: 'bad' }
const VISIT_TONES: Record<EdgeAnswer, string> = {
  cache: 'fine',
  stale: 'warn',
  miss: 'warn',
  unreadable: 'bad',
}

interface StoreTableProps {
  /** Of many stores, those without a current card before others. */
  stores: readonly StoreStatus[]
  /** Of all stores. */
  cards: Status['cards']
  /** Stores that have all orders: no other is green, whatever its card is. */
  upToDate: ReadonlySet<string>
  nowIso: string
  locale: Locale
}

/** Every store's card against its data, and what a visit gets now. */
export function StoreTable({ stores, cards, upToDate, nowIso, locale }: StoreTableProps) {
  const { system } = locale.words
  const { current, behind, withoutCard } = cards
  const hidden = current + behind + withoutCard - stores.length
  const isTold = stores.some(({ dataVersion }) => dataVersion !== null)
  const notCurrent = stores.filter((store) => store.standing !== 'current').length
  return (
    <>
      <p class="note">
        {system.storeSummary(
          count(current + behind + withoutCard),
          count(current),
          count(behind),
          count(withoutCard),
        )}
      </p>
      <DataTable
        class="dense"
        caption={system.stores}
        columns={[...storeColumns(upToDate, nowIso, locale), ...(isTold ? versionColumns(locale) : [])]}
        rows={stores}
        rowKey={({ store }) => store}
      />
      {hidden > 0 && (
        <p class="note">{system.storesHidden(count(hidden), count(behind + withoutCard - notCurrent))}</p>
      )}
    </>
  )
}

function storeColumns(upToDate: ReadonlySet<string>, nowIso: string, locale: Locale): Column<StoreStatus>[] {
  const { words, lang } = locale
  const { system } = words
  return [
    storeColumn(locale),
    {
      id: 'standing',
      title: system.card,
      key: true,
      cell: ({ store, standing }) => (
        <span class={`chip ${toneOf(STANDING_TONES[standing], upToDate.has(store))}`}>
          {system[standing]}
        </span>
      ),
    },
    {
      id: 'visit',
      title: system.visit,
      cell: ({ store, edge }) =>
        edge ? (
          <span class={`chip ${toneOf(VISIT_TONES[edge], upToDate.has(store))}`}>{system.visits[edge]}</span>
        ) : (
          <Unknown why={words.unknown} />
        ),
    },
    {
      id: 'lastDay',
      title: system.lastDay,
      cell: ({ lastDate }) => <time dateTime={lastDate}>{shortDate(lastDate, lang)}</time>,
    },
    {
      id: 'cardAge',
      title: system.cardAge,
      cell: ({ computedAt }) =>
        computedAt === null ? (
          <Unknown why={system.withoutCard} />
        ) : (
          <time dateTime={computedAt}>{age(computedAt, nowIso, lang)}</time>
        ),
    },
  ]
}

function toneOf(tone: string, upToDate: boolean): string {
  return tone === 'fine' && !upToDate ? 'plain' : tone
}

/** What versions stores and cards are of: for who sees all stores, for they count everybody's imports. */
function versionColumns({ words }: Locale): Column<StoreStatus>[] {
  const { system } = words
  const known = (version: number | null) =>
    version === null ? <Unknown why={system.withoutCard} /> : count(version)
  return [
    {
      id: 'dataVersion',
      title: system.dataVersion,
      kind: 'number',
      cell: ({ dataVersion }) => known(dataVersion),
    },
    {
      id: 'version',
      title: system.cardVersion,
      kind: 'number',
      cell: ({ cardVersion }) => known(cardVersion),
    },
  ]
}
