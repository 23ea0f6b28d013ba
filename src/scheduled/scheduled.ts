import { CARDS_VERSION } from '../cards/card'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { deleteOldSchemas } from '../data/cardRows'
import { deleteOldImports } from '../data/imports'
import { deleteExpired } from '../data/proofs'
import type { StoreFailure } from '../data/runFailure'
import { addFailures } from '../data/runs'
import { addDays } from '../diagnosis/businessDate'
import { errorText, logEvent } from '../log'
import { shopDate } from '../shop'
import { archiveOldDays } from './archiveOldDays'

/**
 * The Cron Trigger's work: forget what has expired, bring the cards up to the data, and then archive what is long over. Awaited, so
 * that the run lives as long as it needs, and failing where a store failed, so that the platform's own record says so too.
 * @throws with the stores that failed; the others' cards are written
 */
export async function runScheduled(
  services: Services,
  controller: Pick<ScheduledController, 'cron' | 'scheduledTime' | 'noRetry'>,
): Promise<void> {
  // The next run does what this one could not; another of the same time would only stand in its way.
  controller.noRetry()
  const [{ runId, failures: notRefreshed }] = await Promise.all([
    refresh(services, {
      trigger: 'cron',
      cron: controller.cron || null,
      scheduledAt: new Date(controller.scheduledTime),
    }),
    forgetOld(services).catch((error: unknown) => logEvent('expired.kept', { error: errorText(error) })),
  ])
  const failures = [...notRefreshed, ...(await archive(services, runId))]
  if (failures.length > 0) {
    throw new Error(
      // Which stores they are is for who may see them: it stands on /status.
      `the run failed for ${failures.length}: ${failures.map(({ error }) => error).join('; ')}`,
    )
  }
}

/** What cannot be archived is a failure of the run, and stands with it on /status. */
async function archive(services: Services, runId: number): Promise<StoreFailure[]> {
  const db = services.openDatabase()
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

async function forgetOld(services: Services): Promise<void> {
  const db = services.openDatabase()
  const now = services.now()
  await Promise.all([
    deleteExpired(db, now),
    deleteOldImports(db, now),
    deleteOldSchemas(db, CARDS_VERSION, now),
  ])
}
