import { setTimeout } from 'node:timers/promises'
import { answerMs, daysBefore, diagnosisPath, forget, lastCards } from './cold.ts'
import { milliseconds } from './measure.ts'
import type { Bench, Row } from './report.ts'

const ROUNDS = 2
/** The work behind an answer ends in this time: it must not weigh on the next one. */
const SETTLE_MS = 60

/** A visit that finds nothing: neither card nor anything else at the edge, and no card in the database. */
export async function measureMiss({ filledWorld }: Bench): Promise<Row[]> {
  const world = await filledWorld()
  const liveMs: number[] = []
  const cachedMs: number[] = []
  const cards = await lastCards(world)
  // An isolate remembers for a minute what it has written: each time a day that it has not.
  const days = Array.from({ length: ROUNDS }, (_, round) =>
    cards.map(({ store, date }) => ({ store, date: daysBefore(date, round + 1) })),
  )
  for (const card of days.flat()) {
    await forget(world, card, true)
    liveMs.push(answerMs(await world.get(diagnosisPath(card)), 'live'))
    await setTimeout(SETTLE_MS)
    cachedMs.push(answerMs(await world.get(diagnosisPath(card)), 'cache'))
  }
  // Leaves the edge as the schedule does.
  await world.runCron()
  return [
    {
      what: 'live answer for one store, whole',
      measured: milliseconds(liveMs),
      beside: `from the cache: ${milliseconds(cachedMs)}`,
      goal: '≤ 150 ms',
    },
  ]
}
