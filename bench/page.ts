import { gzipSync } from 'node:zlib'
import { answerMs, lastCards } from './cold.ts'
import type { TimedAnswer } from './http.ts'
import { kilobytes, milliseconds } from './measure.ts'
import type { Bench, Row } from './report.ts'

const RUNS = 150

/** The page of a card that is in the cache, over a connection that is kept. */
export async function measurePage({ filledWorld }: Bench): Promise<Row[]> {
  const world = await filledWorld()
  const [card] = await lastCards(world)
  const ofStore = `/?${new URLSearchParams({ store: card?.store ?? '' })}`
  const paths = ['/bench/hello', '/', ofStore] as const
  // In turns, so that what disturbs the machine disturbs all of them; the first round warms up.
  const answers = new Map<string, TimedAnswer[]>(paths.map((path) => [path, []]))
  for (let run = 0; run <= RUNS; run++) {
    for (const path of [...paths.slice(run % paths.length), ...paths.slice(0, run % paths.length)]) {
      const answer = await world.get(path)
      answerMs(answer)
      if (run > 0) answers.get(path)?.push(answer)
    }
  }
  const firstByte = (path: string) =>
    milliseconds((answers.get(path) ?? []).map((answer) => answer.firstByteMs))
  const complete = (path: string) =>
    milliseconds((answers.get(path) ?? []).map((answer) => answer.completeMs))
  const besideHello = {
    firstByte: `hello: ${firstByte('/bench/hello')}`,
    complete: `hello: ${complete('/bench/hello')}`,
  }
  const shell = Buffer.from((await world.get('/bench/first-chunk')).body)
  return [
    {
      what: 'all stores, first byte',
      measured: firstByte('/'),
      beside: besideHello.firstByte,
      goal: '≤ 5 ms',
    },
    { what: 'all stores, complete', measured: complete('/'), beside: besideHello.complete, goal: '≤ 15 ms' },
    {
      what: 'one store, first byte',
      measured: firstByte(ofStore),
      beside: besideHello.firstByte,
      goal: '≤ 5 ms',
    },
    {
      what: 'one store, complete',
      measured: complete(ofStore),
      beside: besideHello.complete,
      goal: '≤ 15 ms',
    },
    {
      what: 'first chunk with its styles, gzip',
      measured: kilobytes(gzipSync(shell).length),
      beside: `unpacked ${kilobytes(shell.length)}`,
      goal: '≤ 14 KB',
    },
  ]
}
