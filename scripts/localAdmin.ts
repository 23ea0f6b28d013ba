import { setTimeout as sleep } from 'node:timers/promises'
import { makeFirstAdmin } from './firstAdmin.ts'
import { statusWithoutToken } from './peopleClient.ts'

/** The local admin: the person for whom the local server takes everybody, so that `npm start` opens signed in. */

export const LOCAL_ADMIN_NAME = 'Local admin'

export type LocalAdmin =
  | { status: 'there' }
  | { status: 'made' }
  /** Admins that the local server does not take everybody for. */
  | { status: 'others'; admins: { id: number; name: string }[] }
  /** Nobody is taken for an admin, and this does not change it. */
  | { status: 'none'; answered: number }

/** The server looks into its database each time; another process has just written to it. */
const KNOWN_LIMIT_MS = 5_000
const POLL_MS = 250

/** Makes the local admin where there is none, and waits until the server knows. */
export async function ensureLocalAdmin(
  baseUrl: URL,
  make = () => makeFirstAdmin(LOCAL_ADMIN_NAME, baseUrl, new Date()),
): Promise<LocalAdmin> {
  let answered = await statusWithoutToken(baseUrl)
  if (answered === 200) return { status: 'there' }
  if (answered !== 401) return { status: 'none', answered }
  const made = await make()
  if (made.status === 'refused') return { status: 'others', admins: made.admins }
  for (const until = Date.now() + KNOWN_LIMIT_MS; Date.now() < until; await sleep(POLL_MS)) {
    answered = await statusWithoutToken(baseUrl)
    if (answered === 200) return { status: 'made' }
  }
  return { status: 'none', answered }
}
