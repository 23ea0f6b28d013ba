import { count, milliseconds, ratio, spread } from './measure.ts'
import { longHistory } from './orders.ts'
import { elapsed, type RefreshRun, refreshAnew } from './refreshing.ts'
import type { Row } from './report.ts'
import { fillWorld, withWorld } from './world.ts'

const ROUNDS = 15

/** A store's refresh with a month of history and with a year of it: the same last 30 days, generated. */
export function measureHistory(): Promise<Row[]> {
  const { days30, days360 } = longHistory()
  return withWorld((monthWorld) =>
    withWorld(async (yearWorld) => {
      // The import's own refresh has made the opening: these do not.
      await fillWorld(monthWorld, days30)
      await fillWorld(yearWorld, days360)
      const month: RefreshRun[] = []
      const year: RefreshRun[] = []
      // In turns, so that what disturbs the machine disturbs both; the first round warms up.
      for (let round = 0; round <= ROUNDS; round++) {
        const [ofMonth, ofYear] = [await refreshAnew(monthWorld), await refreshAnew(yearWorld)]
        if (round === 0) continue
        month.push(ofMonth)
        year.push(ofYear)
      }
      return rows(month, year)
    }),
  )
}

function rows(month: readonly RefreshRun[], year: readonly RefreshRun[]): Row[] {
  const times = ratio(spread(year.map(elapsed)).median, spread(month.map(elapsed)).median)
  const rowTimes = ratio(rowsRead(year).median, rowsRead(month).median)
  return [
    {
      what: 'one store with 360 days of history',
      measured: milliseconds(year.map(elapsed)),
      beside: `30 days: ${milliseconds(month.map(elapsed))}: ${times}`,
      goal: '≤ 1.2 ×',
    },
    {
      what: '  rows read',
      measured: count(year.map((run) => run.rowsRead)),
      beside: `30 days: ${count(month.map((run) => run.rowsRead))}: ${rowTimes}`,
      goal: '≤ 1.2 ×',
    },
  ]
}

function rowsRead(runs: readonly RefreshRun[]) {
  return spread(runs.map((run) => run.rowsRead))
}
