import type { ComponentChildren } from 'preact'
import type { Kpi } from '../diagnosis/kpi'
import { count, moneyEach, share, UNKNOWN } from './format'
import type { Locale } from './locale'
import { Money } from './parts'
import type { Words } from './text'

/** The day's figures: six numbers, each with the one that explains it. */

type KpiWord = Exclude<keyof Words['kpi'], 'label' | 'unknown'>

interface Tile {
  value: ComponentChildren
  note: { word: KpiWord; value: ComponentChildren }
}

/** The tiles' names, in their order. */
export const KPI_WORDS = ['orders', 'revenue', 'netProfit', 'netMargin', 'perOrder', 'marketingRate'] as const

const NOTHING_KNOWN: Kpi = {
  orders: Number.NaN,
  allOrders: Number.NaN,
  revenueFen: Number.NaN,
  grossProfitFen: Number.NaN,
  netProfitFen: Number.NaN,
  gmvFen: Number.NaN,
  marketingFen: Number.NaN,
}

/** @param kpi null where no store of the scope has an order on the day */
export function KpiStrip({ kpi, locale }: { kpi: Kpi | null; locale: Locale }) {
  const { words } = locale
  const tiles = tilesOf(kpi ?? NOTHING_KNOWN, words.kpi.unknown)
  return (
    <KpiFrame locale={locale}>
      {KPI_WORDS.map((word) => (
        <div key={word}>
          <dt>{words.kpi[word]}</dt>
          <dd>
            <b>{tiles[word].value}</b>
            <span class="explained">
              {words.kpi[tiles[word].note.word]} <span>{tiles[word].note.value}</span>
            </span>
          </dd>
        </div>
      ))}
    </KpiFrame>
  )
}

/** The box of the strip, for the card and its skeleton. */
export function KpiFrame({ locale, children }: { locale: Locale; children: ComponentChildren }) {
  return (
    <dl class="kpis" aria-label={locale.words.kpi.label}>
      {children}
    </dl>
  )
}

function tilesOf(kpi: Kpi, unknown: string): Record<(typeof KPI_WORDS)[number], Tile> {
  const text = (value: string) => (value === UNKNOWN ? <Unknown why={unknown} /> : value)
  const amount = (fen: number | null) =>
    fen !== null && Number.isSafeInteger(fen) ? <Money fen={fen} /> : <Unknown why={unknown} />
  return {
    orders: {
      value: text(count(kpi.orders)),
      note: { word: 'invalid', value: text(count(kpi.allOrders - kpi.orders)) },
    },
    revenue: { value: amount(kpi.revenueFen), note: { word: 'gmv', value: amount(kpi.gmvFen) } },
    netProfit: {
      value: amount(kpi.netProfitFen),
      note: { word: 'grossProfit', value: amount(kpi.grossProfitFen) },
    },
    netMargin: {
      value: text(share(kpi.netProfitFen, kpi.revenueFen)),
      note: { word: 'grossMargin', value: text(share(kpi.grossProfitFen, kpi.revenueFen)) },
    },
    perOrder: {
      value: amount(moneyEach(kpi.revenueFen, kpi.orders)),
      note: { word: 'profitPerOrder', value: amount(moneyEach(kpi.netProfitFen, kpi.orders)) },
    },
    marketingRate: {
      value: text(share(kpi.marketingFen, kpi.gmvFen)),
      note: { word: 'marketing', value: amount(kpi.marketingFen) },
    },
  }
}

function Unknown({ why }: { why: string }) {
  return (
    <abbr class="unknown" title={why}>
      {UNKNOWN}
    </abbr>
  )
}
