import { refresh } from '../cards/refresh'
import type { Services } from '../cards/services'
import { errorText, logEvent } from '../log'

/**
 * Recomputes the cards of the stores whose orders were changed, before anyone asks: when the sender has his answer,
 * the page shows his figures. It goes on if he leaves, and the change stands if it fails.
 */
export async function refreshAfterImport(services: Services): Promise<void> {
  const refreshed = refresh(services, { trigger: 'import', cron: null, scheduledAt: services.now() }).catch(
    (error: unknown) => logEvent('refresh.failed', { error: errorText(error) }),
  )
  services.defer(refreshed)
  await refreshed
}
