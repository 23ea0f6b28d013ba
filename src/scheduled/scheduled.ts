import { CARDS_VERSION } from '../cards/card'
import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { DATABASE_NAME, fullness, saveSize } from '../data/databaseSizes'
import { forgetOld } from '../data/retention'
import { errorText, logEvent } from '../log'
import { shopDate } from '../shop'

/**
 * The Cron Trigger's work: bring the cards up to the data, then forget what has had its time. Awaited, so that the run lives as long as it
 * needs, and failing where a store failed, so that the platform's own record says so too.
 * @throws with the stores that failed; the others' cards are written
 */
export async function runScheduled(
  services: Services,
  controller: Pick<ScheduledController, 'cron' | 'scheduledTime' | 'noRetry'>,
): Promise<void> {
  // The next run does what this one could not; another of the same time would only stand in its way.
  controller.noRetry()
  const refreshed = refresh(services, {
    trigger: 'cron',
    cron: controller.cron || null,
    scheduledAt: new Date(controller.scheduledTime),
  })
  // One after the other: the database does one thing at a time, and the cards are waited for.
  await refreshed.catch(() => undefined)
  await tidy(services).catch((error: unknown) => logEvent('tidy.failed', { error: errorText(error) }))
  const { failures } = await refreshed
  if (failures.length > 0) {
    throw new Error(
      // Which stores they are is for who may see them: it stands on /status.
      `refresh failed for ${failures.length}: ${failures.map(({ error }) => error).join('; ')}`,
    )
  }
}

async function tidy(services: Services): Promise<void> {
  const db = services.openDatabase()
  const forgotten = await forgetOld(db, { now: services.now(), cardsVersion: CARDS_VERSION })
  if (forgotten !== 'notNow') logEvent('tidy.end', { forgotten, ...db.usage })
  const isNews = await saveSize(db, shopDate(services.now()))
  if (isNews && fullness(db) !== 'roomy') {
    logEvent('database.filling', {
      database: DATABASE_NAME,
      sizeBytes: db.usage.sizeBytes,
      limitBytes: db.limitBytes,
    })
  }
}
