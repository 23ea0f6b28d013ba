import { setTimeout } from 'node:timers/promises'
import { answerMs, type CardOf, daysBefore, diagnosisPath, forget, lastCards } from './cold.ts'
import type { TimedAnswer } from './http.ts'
import { count, figure, milliseconds, ratio, repeat, spread } from './measure.ts'
import type { Bench, Row } from './report.ts'
import type { World } from './world.ts'

const RUNS = 3
const VISITORS = 1_000
const DAYS_BACK = 3
const SETTLE_MS = 300

/** A thousand visitors at once for a card of some days ago that nobody has asked for yet. */
export async function measureStampede({ filledWorld }: Bench): Promise<Row[]> {
  const world = await filledWorld()
  const [last] = await lastCards(world)
  if (!last) return []
  // An isolate remembers for a minute what it has written: each miss is of a day that it has not.
  let back = DAYS_BACK
  const nextCard = () => ({ store: last.store, date: daysBefore(last.date, back++) })
  await countSavedCards(world)
  try {
    // The first computation may have to make the opening, which is kept.
    await loneMiss(world, nextCard())
    const runs = await repeat(RUNS, () => stampede(world, nextCard(), nextCard()))
    const visitors = figure(VISITORS)
    return [
      {
        what: `cards computed for ${visitors} visitors at once`,
        measured: count(runs.map(({ computed }) => computed)),
        beside: `different computedAt: ${count(runs.map(({ computedAt }) => computedAt))}`,
        goal: '1',
      },
      against('  slowest of their answers', runs, 'slowestMs', 'a lone visitor', 'aloneMs', '≤ 2 ×'),
      against(
        '  slowest as the Worker times it',
        runs,
        'slowestInWorkerMs',
        'a lone visitor',
        'aloneInWorkerMs',
      ),
      against(`  ${visitors} for the card, now cached`, runs, 'cachedMs', `${visitors} for hello`, 'helloMs'),
      against('  /healthz in the midst of them', runs, 'healthMs', 'otherwise', 'healthAloneMs'),
    ]
  } finally {
    await stopCounting(world)
  }
}

type Run = Awaited<ReturnType<typeof stampede>>

function against(
  what: string,
  runs: readonly Run[],
  measured: keyof Run,
  besideWhat: string,
  beside: keyof Run,
  goal = '',
): Row {
  const values = runs.map((run) => run[measured])
  const besideValues = runs.map((run) => run[beside])
  const times = ratio(spread(values).median, spread(besideValues).median)
  return {
    what,
    measured: milliseconds(values),
    beside: `${besideWhat}: ${milliseconds(besideValues)}: ${times}`,
    goal,
  }
}

async function stampede(world: World, card: CardOf, other: CardOf) {
  const healthAlone = await world.get('/healthz')
  const alone = await loneMiss(world, other)
  await forget(world, card)
  const savedBefore = await savedCards(world)
  const [answers, health] = await Promise.all([allAtOnce(world, diagnosisPath(card)), world.get('/healthz')])
  await setTimeout(SETTLE_MS)
  const computed = (await savedCards(world)) - savedBefore
  const cached = await allAtOnce(world, diagnosisPath(card))
  const hello = await allAtOnce(world, '/bench/hello')
  return {
    computed,
    computedAt: new Set(answers.map(({ body }) => /"computedAt":"[^"]*"/.exec(body)?.[0])).size,
    aloneMs: answerMs(alone),
    aloneInWorkerMs: alone.workerMs ?? Number.NaN,
    slowestMs: slowest(answers),
    slowestInWorkerMs: Math.max(...answers.map(({ workerMs }) => workerMs ?? Number.NaN)),
    cachedMs: slowest(cached),
    helloMs: slowest(hello),
    healthMs: answerMs(health),
    healthAloneMs: answerMs(healthAlone),
  }
}

async function loneMiss(world: World, card: CardOf): Promise<TimedAnswer> {
  await forget(world, card)
  const answer = await world.get(diagnosisPath(card))
  answerMs(answer, 'live')
  await setTimeout(SETTLE_MS)
  return answer
}

function allAtOnce(world: World, path: string): Promise<TimedAnswer[]> {
  return Promise.all(Array.from({ length: VISITORS }, () => world.get(path)))
}

function slowest(answers: readonly TimedAnswer[]): number {
  return Math.max(...answers.map((answer) => answerMs(answer)))
}

/** The database itself counts the cards that are written, whoever computes them. */
async function countSavedCards({ env: { DB } }: World): Promise<void> {
  const note = 'BEGIN INSERT INTO bench_saved_cards VALUES (1); END'
  await DB.batch([
    DB.prepare('CREATE TABLE bench_saved_cards (saved INTEGER)'),
    DB.prepare(`CREATE TRIGGER bench_card_inserted AFTER INSERT ON schema_cards ${note}`),
    DB.prepare(`CREATE TRIGGER bench_card_updated AFTER UPDATE ON schema_cards ${note}`),
  ])
}

async function savedCards({ env: { DB } }: World): Promise<number> {
  return (await DB.prepare('SELECT count(*) AS saved FROM bench_saved_cards').first<number>('saved')) ?? 0
}

async function stopCounting({ env: { DB } }: World): Promise<void> {
  await DB.batch([
    DB.prepare('DROP TRIGGER bench_card_inserted'),
    DB.prepare('DROP TRIGGER bench_card_updated'),
    DB.prepare('DROP TABLE bench_saved_cards'),
  ])
}
