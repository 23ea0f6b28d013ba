import type { Fen } from '../../money'
import { historyNeeded, type Rule } from '../../rule'
import type { StoreWindow } from '../../storeWindow'
import { ORDER_VALUE_BANDS_YUAN, WEEK_DAYS } from '../../thresholds'
import { addBands, type BandSums, emptyBandSums, isLosing } from './bands'
import { view } from './view'

/** 客单价分层: a band of order values that loses money beyond chance. */
export interface LosingBand extends BandSums {
  fromYuan: number
}

/** A band over the stores. */
export interface BandFigures {
  /** Lower bound of an order's value, included. */
  fromYuan: number
  orders: number
  lossOrders: number
  netProfitFen: Fen
  /** Stores in which it loses beyond chance, and how much there: gains of one do not hide another's losses. */
  storesLosing: number
  storesLosingFen: Fen
}

export interface OrderValueBandsFigures {
  /** Losing bands, each store's own. */
  count: number
  /** What they lose in the week. */
  amountFen: Fen
  bands: BandFigures[]
}

/** The bands of a week, over its days with orders. */
function weekBands(window: StoreWindow): BandSums[] {
  let bands = emptyBandSums()
  for (let offset = 0; offset < WEEK_DAYS; offset++) {
    const day = window.day(offset)
    if (day) bands = addBands(bands, day.summary.bands)
  }
  return bands
}

function bandFigures(
  { orders, lossOrders, netProfitFen }: BandSums,
  fromYuan: number,
  losing: boolean,
): BandFigures {
  return {
    fromYuan,
    orders,
    lossOrders,
    netProfitFen,
    storesLosing: losing ? 1 : 0,
    storesLosingFen: losing ? -netProfitFen : 0,
  }
}

function addBandFigures(a: BandFigures, b: BandFigures): BandFigures {
  return {
    fromYuan: a.fromYuan,
    orders: a.orders + b.orders,
    lossOrders: a.lossOrders + b.lossOrders,
    netProfitFen: a.netProfitFen + b.netProfitFen,
    storesLosing: a.storesLosing + b.storesLosing,
    storesLosingFen: a.storesLosingFen + b.storesLosingFen,
  }
}

export const orderValueBands: Rule<LosingBand, OrderValueBandsFigures> = {
  missingHistoryDays: historyNeeded(WEEK_DAYS),
  find: (window) =>
    weekBands(window).flatMap((band, i) =>
      isLosing(band) ? [{ ...band, fromYuan: ORDER_VALUE_BANDS_YUAN[i] ?? 0 }] : [],
    ),
  subject: ({ fromYuan }) => ({ kind: 'band', fromYuan }),
  notCompared: true,
  figures(findings, window) {
    const losing = new Set(findings.map(({ fromYuan }) => fromYuan))
    return {
      count: findings.length,
      amountFen: findings.reduce((sum, finding) => sum - finding.netProfitFen, 0),
      bands: weekBands(window).map((band, i) => {
        const fromYuan = ORDER_VALUE_BANDS_YUAN[i] ?? 0
        return bandFigures(band, fromYuan, losing.has(fromYuan))
      }),
    }
  },
  merge: (a, b) => ({
    count: a.count + b.count,
    amountFen: a.amountFen + b.amountFen,
    bands: a.bands.map((band, i) => addBandFigures(band, b.bands[i] ?? band)),
  }),
  view,
}
