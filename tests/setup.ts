import { scheduler } from 'node:timers/promises'

// The platform's own timer, which Node has under another name: `scheduler.wait`.
Object.assign(globalThis, { scheduler })
