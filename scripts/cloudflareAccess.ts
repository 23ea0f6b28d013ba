import { UserError } from './userError.ts'

/** Cloudflare Access, where it stands before a server: it lets a command through by a service token. */

const ID = 'CF_ACCESS_CLIENT_ID'
const SECRET = 'CF_ACCESS_CLIENT_SECRET'

/** The headers that Access lets a command through by; none where there is no service token. */
export type ServiceToken = Readonly<Record<string, string>>

/**
 * The service token that the environment holds.
 * @throws UserError where it holds half of one
 */
export function serviceToken(env: NodeJS.ProcessEnv = process.env): ServiceToken {
  const id = env[ID] || undefined
  const secret = env[SECRET] || undefined
  if (id === undefined && secret === undefined) return {}
  if (id === undefined || secret === undefined) {
    throw new UserError(
      `A service token of Cloudflare Access has two halves: set ${id === undefined ? ID : SECRET} too.`,
    )
  }
  if (![id, secret].every((half) => /^[\x21-\x7e]+$/.test(half))) {
    throw new UserError(`${ID} or ${SECRET} holds blanks or characters beyond ASCII: copy it again.`)
  }
  return { 'CF-Access-Client-Id': id, 'CF-Access-Client-Secret': secret }
}

/** The parts of an answer by which Access is told from the server behind it. */
export interface OuterAnswer {
  status: number
  location: string | undefined
  body: string
}

/** @throws UserError where Access answered in the server's place, and says how to get past it */
export function refuseAccessLogin(
  answer: OuterAnswer,
  { baseUrl, serviceToken: sent = {} }: { baseUrl: URL; serviceToken?: ServiceToken },
): void {
  if (!isOfAccess(answer, baseUrl)) return
  const advice =
    Object.keys(sent).length === 0
      ? `give a service token of it in ${ID} and ${SECRET}`
      : `it does not take the service token of ${ID}; check both halves, and that a policy of the action Service Auth names it`
  throw new UserError(`Cloudflare Access stands before ${baseUrl.origin}: ${advice}.`)
}

function isOfAccess({ status, location, body }: OuterAnswer, baseUrl: URL): boolean {
  if (status >= 300 && status < 400) return isTeamDomain(location, baseUrl)
  const refused = status === 401 || status === 403
  return refused && /^\s*</.test(body) && /cloudflare\s*access/i.test(body)
}

function isTeamDomain(location: string | undefined, baseUrl: URL): boolean {
  if (location === undefined || !URL.canParse(location, baseUrl.href)) return false
  return new URL(location, baseUrl).hostname.endsWith('.cloudflareaccess.com')
}
