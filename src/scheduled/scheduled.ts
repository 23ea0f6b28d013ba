import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'

/**
 * The Cron Trigger's work: bring the cards up to the data. Awaited, so that the run lives as long as it
 * needs, and failing where a store failed, so that the platform's own record says so too.
 * @throws with the stores that failed; the others' cards are written
 */
export async function runScheduled(
  services: Services,
  controller: Pick<ScheduledController, 'cron' | 'scheduledTime'>,
): Promise<void> {
  const { failures } = await refresh(services, {
    trigger: 'cron',
    cron: controller.cron || null,
    scheduledAt: new Date(controller.scheduledTime),
  })
  if (failures.length > 0) {
    throw new Error(
      `refresh failed for ${failures.map(({ store, error }) => `${store} (${error})`).join(', ')}`,
    )
  }
}
