import { CARDS_VERSION } from '../cards/card'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { retryFailed } from '../data/archive/archiveDays'
import type { Database, MainDatabase } from '../data/database'
import { fullness, saveSizes } from '../data/databaseSizes'
import { forgetOld } from '../data/retention'
import type { StoreFailure } from '../data/runFailure'
import { addFailures } from '../data/runs'
import { addDays } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { shopDate } from '../shop'
import { archiveOldDays } from './archiveOldDays'
import { continueMoves } from './continueMoves'

/**
 * The Cron Trigger's work: bring the cards up to the data, archive what is long over, then forget what has had its time. Awaited, so that
 * the run lives as long as it needs, and failing where a store failed, so that the platform's own record says so too.
 * @throws with the stores that failed; the others' cards are written
 */
export async function runScheduled(
  services: Services,
  controller: Pick<ScheduledController, 'cron' | 'scheduledTime' | 'noRetry'>,
): Promise<void> {
  // The next run does what this one could not; another of the same time would only stand in its way.
  controller.noRetry()
  // One after the other: the database does one thing at a time, and the cards are waited for.
  const refreshed = await refresh(services, {
    trigger: 'cron',
    cron: controller.cron || null,
    scheduledAt: new Date(controller.scheduledTime),
  })
  // One budget of statements for both.
  const db = services.openDatabase()
  const failures = [...refreshed.failures, ...(await archive(services, db, refreshed))]
  await continueMoves(db, services.now()).catch((error: unknown) =>
    logEvent('moves.failed', { error: errorText(error) }),
  )
  await tidy(services, db).catch((error: unknown) => logEvent('tidy.failed', { error: errorText(error) }))
  if (failures.length > 0) {
    throw new Error(
      // Which stores they are is for who may see them: it stands on /status.
      `the run failed for ${failures.length}: ${failures.map(({ error }) => error).join('; ')}`,
    )
  }
}

/** A refresh of two hundred stores has half as many; one that rolls days up anew has more, and the next run archives. */
const MANY_STATEMENTS = 400

/** What cannot be archived is a failure of the run, and stands with it on /status. */
async function archive(
  services: Services,
  db: MainDatabase,
  { runId, statements }: { runId: number; statements: number },
): Promise<StoreFailure[]> {
  // All of an invocation share a thousand.
  if (statements > MANY_STATEMENTS) return []
  const before = addDays(shopDate(services.now()), -services.config.archiveAfterDays)
  try {
    const failures = await archiveOldDays(db, before)
    if (failures.length > 0) await addFailures(db, runId, failures)
    return failures
  } catch (error) {
    // The database did not answer: the next run goes on.
    logEvent('archive.failed', { error: errorText(error) })
    return []
  }
}

/** Each database for itself: one that does not answer keeps no other from being tidied. */
async function tidy(services: Services, db: MainDatabase): Promise<void> {
  const at = { now: services.now(), cardsVersion: CARDS_VERSION }
  await Promise.all(
    db.all.map(async (own) => {
      try {
        await tidyOne(own, at)
      } catch (error) {
        if (own === db.main) throw error
        logEvent('tidy.failed', { database: own.name, error: errorText(error) })
      }
    }),
  )
  const news = await saveSizes(db, shopDate(services.now()))
  for (const own of news.filter((own) => fullness(own) !== 'roomy')) {
    const { name: database, size, limitBytes } = own
    logEvent('database.filling', { database, sizeBytes: size.bytes, limitBytes })
  }
}

async function tidyOne(db: Database, at: Parameters<typeof forgetOld>[1]): Promise<void> {
  const forgotten = await forgetOld(db, at)
  // Once a day.
  if (forgotten === 'done') await retryFailed(db)
  if (forgotten !== 'notNow') logEvent('tidy.end', { database: db.name, forgotten, ...db.usage })
}
