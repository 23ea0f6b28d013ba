import { UserError } from '../scripts/userError.ts'
import { count, figure, megabytes, milliseconds, perSecond, repeat } from './measure.ts'
import { peakMemoryBytes } from './processes.ts'
import type { Bench, Row } from './report.ts'
import { type World, withWorld } from './world.ts'

const RUNS = 3

/** The import end to end: from the file as it is sent until the cards are there and its sender has the answer. */
export async function measureImport({ orders }: Bench): Promise<Row[]> {
  const runs = await repeat(RUNS, () => withWorld((world) => importRun(world, orders.gzip)))
  const lines = runs[0]?.lines ?? 0
  const firstMs = runs.map(({ first }) => first.elapsedMs)
  const againMs = runs.map(({ again }) => again.elapsedMs)
  const readMs = runs.map((run) => run.readMs)
  return [
    {
      what: `${figure(lines)} lines, gzip, into an empty database`,
      measured: perSecond(firstMs, lines, 'lines'),
      beside: milliseconds(firstMs),
      goal: '≥ 15,000 lines/s',
    },
    {
      what: '  reading the file alone',
      measured: perSecond(readMs, lines, 'lines'),
      beside: milliseconds(readMs),
    },
    {
      what: 'the same file again',
      measured: perSecond(againMs, lines, 'lines'),
      beside: milliseconds(againMs),
    },
    {
      what: '  rows written',
      measured: count(runs.map(({ again }) => again.rowsWritten)),
      beside: `first time: ${count(runs.map(({ first }) => first.rowsWritten))}`,
      goal: 'one a store and day, its part and index',
    },
    {
      what: 'most memory of workerd: V8, SQLite, simulators',
      measured: megabytes(runs.map(({ peakBytes }) => peakBytes)),
      beside: `before: ${megabytes(runs.map(({ idleBytes }) => idleBytes))}`,
      goal: '(an isolate has 128 MB)',
    },
  ]
}

async function importRun(world: World, file: Uint8Array) {
  const idleBytes = peakMemoryBytes(world.processIds)
  // Cut off within its checksum, a file is refused when it has been read whole: nothing is stored.
  const read = await world.importFile(file.subarray(0, -8))
  if (read.value.status !== 'refused') {
    throw new UserError(`A file that is cut off was not refused but ${read.value.status}: see src/import.`)
  }
  const first = await imported(world, file)
  const peakBytes = peakMemoryBytes(world.processIds)
  const again = await imported(world, file)
  return { lines: first.lines, readMs: read.elapsedMs, first, again, idleBytes, peakBytes }
}

async function imported(world: World, file: Uint8Array) {
  world.forgetEvents()
  const { elapsedMs, value } = await world.importFile(file)
  if (value.status !== 'imported' && value.status !== 'unchanged') {
    throw new UserError(`The import failed: ${JSON.stringify(value).slice(0, 500)}`)
  }
  const { rowsWritten } = await world.event('import.end')
  return { elapsedMs, lines: value.report?.linesRead ?? 0, rowsWritten: Number(rowsWritten) }
}
