import { acquireLease } from '../data/leases'
import { errorText, logEvent } from '../log'
import { refresh } from './refresh'
import type { Services } from './services'
import { oncePerIsolate } from './singleFlight'

/** At most one refresh in this time is started by visits, however many find the schedule late. */
const VISIT_REFRESH_EVERY_MS = 60_000

/** Runs the refresh that the schedule has missed: one, however many visits ask for it. Never rejects. */
export async function runMissedRefresh(services: Services): Promise<void> {
  try {
    await oncePerIsolate(services, 'refresh/visit', services.answerLimitMs, async () => {
      const db = services.openDatabase()
      const lease = { name: 'refresh/visit', owner: crypto.randomUUID(), ttlMs: VISIT_REFRESH_EVERY_MS }
      if (await acquireLease(db, lease)) {
        await refresh(services, { trigger: 'visit', cron: null, scheduledAt: services.now() })
      }
    })
  } catch (error) {
    logEvent('refresh.failed', { error: errorText(error) })
  }
}
