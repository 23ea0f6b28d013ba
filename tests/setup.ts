import { setTimeout } from 'node:timers/promises'

/** Nothing here is relieved by a pause: one between attempts is a tenth as long as on the platform. */
const PAUSE_SHARE = 0.1

// The platform's own timer, which Node has under another name.
Object.assign(globalThis, { scheduler: { wait: (pauseMs: number) => setTimeout(pauseMs * PAUSE_SHARE) } })
