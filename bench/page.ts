import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { answerMs, ISOLATE_FORGETS_MS, lastCards } from './cold.ts'
import type { TimedAnswer } from './http.ts'
import { kilobytes, milliseconds } from './measure.ts'
import type { Bench, Row } from './report.ts'

const RUNS = 24

/** The page of a card that is in the cache, over a connection that is kept. */
export async function measurePage({ filledWorld }: Bench): Promise<Row[]> {
  const world = await filledWorld()
  const [card] = await lastCards(world)
  const ofStore = `/?${new URLSearchParams({ store: card?.store ?? '' })}`
  const paths = ['/bench/hello', '/', ofStore] as const
  const fromCache = new Map<string, TimedAnswer[]>(paths.map((path) => [path, []]))
  const again = new Map<string, TimedAnswer[]>(paths.map((path) => [path, []]))
  // In turns, so that what disturbs the machine disturbs all of them; the first round warms up.
  for (let run = 0; run <= RUNS; run++) {
    await setTimeout(ISOLATE_FORGETS_MS)
    const inTurn = [...paths.slice(run % paths.length), ...paths.slice(0, run % paths.length)]
    for (const answers of [fromCache, again]) {
      for (const path of inTurn) {
        const answer = await world.get(path)
        answerMs(answer)
        if (run > 0) answers.get(path)?.push(answer)
      }
    }
  }
  const shell = Buffer.from((await world.get('/bench/first-chunk')).body)
  const row = (
    what: string,
    path: string,
    time: 'firstByteMs' | 'completeMs',
    goal: string,
    answers = fromCache,
  ) => {
    const times = (of: string) => milliseconds((answers.get(of) ?? []).map((answer) => answer[time]))
    return { what, measured: times(path), beside: `hello: ${times('/bench/hello')}`, goal }
  }
  return [
    row('all stores, first byte', '/', 'firstByteMs', '≤ 5 ms'),
    row('all stores, complete', '/', 'completeMs', '≤ 15 ms'),
    row('one store, first byte', ofStore, 'firstByteMs', '≤ 5 ms'),
    row('one store, complete', ofStore, 'completeMs', '≤ 15 ms'),
    row('all stores again within a second, complete', '/', 'completeMs', '≤ 15 ms', again),
    {
      what: 'first chunk with its styles, gzip',
      measured: kilobytes(gzipSync(shell).length),
      beside: `unpacked ${kilobytes(shell.length)}`,
      goal: '≤ 14 KB',
    },
  ]
}
