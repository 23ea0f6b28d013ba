import { CARDS_VERSION } from '../cards/card'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { deleteOldSchemas } from '../data/cardRows'
import { deleteOldImports } from '../data/imports'
import { deleteExpired } from '../data/proofs'
import { errorText, logEvent } from '../log'

/**
 * The Cron Trigger's work: forget what has expired, and bring the cards up to the data. Awaited, so that the run lives as long as it
 * needs, and failing where a store failed, so that the platform's own record says so too.
 * @throws with the stores that failed; the others' cards are written
 */
export async function runScheduled(
  services: Services,
  controller: Pick<ScheduledController, 'cron' | 'scheduledTime' | 'noRetry'>,
): Promise<void> {
  // The next run does what this one could not; another of the same time would only stand in its way.
  controller.noRetry()
  const [{ failures }] = await Promise.all([
    refresh(services, {
      trigger: 'cron',
      cron: controller.cron || null,
      scheduledAt: new Date(controller.scheduledTime),
    }),
    forgetOld(services).catch((error: unknown) => logEvent('expired.kept', { error: errorText(error) })),
  ])
  if (failures.length > 0) {
    throw new Error(
      // Which stores they are is for who may see them: it stands on /status.
      `refresh failed for ${failures.length}: ${failures.map(({ error }) => error).join('; ')}`,
    )
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
