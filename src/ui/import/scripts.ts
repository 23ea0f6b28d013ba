/** The scripts of the page that imports, as `npm run browser` writes them. */
export const PAGE_SCRIPT = '/scripts/importPage.js'
export const WORKER_SCRIPT = '/scripts/importWorker.js'
/** The element that the page's script takes over. */
export const APP_ID = 'import'
