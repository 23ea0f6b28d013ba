import { count, milliseconds, ratio, spread } from './measure.ts'
import { longHistory } from './orders.ts'
import { elapsed, type RefreshRun, refreshRuns } from './refreshing.ts'
import type { Row } from './report.ts'
import { fillWorld, withWorld } from './world.ts'

/** A store's refresh with a month of history and with a year of it: the same last 30 days, generated. */
export async function measureHistory(): Promise<Row[]> {
  const { days30, days360 } = longHistory()
  const month = await refreshesAfter(days30)
  const year = await refreshesAfter(days360)
  const times = ratio(spread(year.map(elapsed)).median, spread(month.map(elapsed)).median)
  const rows = ratio(rowsRead(year).median, rowsRead(month).median)
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
      beside: `30 days: ${count(month.map((run) => run.rowsRead))}: ${rows}`,
      goal: '≤ 1.2 ×',
    },
  ]
}

/** The import's own refresh has made the opening: these do not. */
function refreshesAfter(file: Uint8Array): Promise<RefreshRun[]> {
  return withWorld(async (world) => {
    await fillWorld(world, file)
    return refreshRuns(world)
  })
}

function rowsRead(runs: readonly RefreshRun[]) {
  return spread(runs.map((run) => run.rowsRead))
}
