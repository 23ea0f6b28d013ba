import autocannon from 'autocannon'
import { UserError } from '../scripts/userError.ts'
import { figure, ratio, spread } from './measure.ts'
import type { Bench, Row } from './report.ts'

const CONNECTIONS = [1, 16, 64] as const
/** What a developer sees: the proxy takes more than the page, so once is enough. */
const BEHIND_PROXY = 16
const SIGNED_IN = 16
const ROUNDS = 3
const SECONDS = 2

interface Load {
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
}

/** Requests of the cached page that the Worker answers in a second, beside a bare hello in the same isolate. */
export async function measureLoad({ filledWorld }: Bench): Promise<Row[]> {
  const { url, proxyUrl, signIn } = await filledWorld()
  const rows: Row[] = []
  for (const connections of CONNECTIONS) rows.push(...(await compare(url, connections, 'page')))
  rows.push(...(await compare(url, SIGNED_IN, 'page of who is signed in', await signIn())))
  rows.push(...(await compare(proxyUrl, BEHIND_PROXY, "page behind wrangler's dev proxy")))
  return rows
}

async function compare(
  url: URL,
  connections: number,
  what: string,
  proof: Record<string, string> = {},
): Promise<Row[]> {
  const page: Load[] = []
  const hello: Load[] = []
  for (let round = 0; round < ROUNDS; round++) {
    hello.push(await load(new URL('/bench/hello', url), connections))
    page.push(await load(new URL('/', url), connections, proof))
  }
  const share = ratio(median(page, 'requestsPerSecond'), median(hello, 'requestsPerSecond'))
  return [
    {
      what: `${what}, ${connections} connection${connections === 1 ? '' : 's'}`,
      measured: requestsText(page),
      beside: `hello: ${requestsText(hello)}: ${share}`,
      goal: '≥ 0.40 × hello',
    },
    { what: '  p50, p99', measured: latencyText(page), beside: `hello: ${latencyText(hello)}` },
  ]
}

async function load(url: URL, connections: number, proof: Record<string, string> = {}): Promise<Load> {
  const { requests, latency, errors, non2xx } = await autocannon({
    url: url.href,
    connections,
    duration: SECONDS,
    headers: { 'accept-encoding': 'identity', ...proof },
  })
  if (errors + non2xx > 0)
    throw new UserError(`${errors + non2xx} requests of ${url.pathname} failed under load.`)
  return { requestsPerSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99 }
}

function requestsText(loads: readonly Load[]): string {
  const { median: middle, min, max } = spread(loads.map(({ requestsPerSecond }) => requestsPerSecond))
  return `${figure(middle)}/s (${figure(min)}–${figure(max)})`
}

function latencyText(loads: readonly Load[]): string {
  return `${figure(median(loads, 'p50Ms'))} ms, ${figure(median(loads, 'p99Ms'))} ms`
}

function median(loads: readonly Load[], field: keyof Load): number {
  return spread(loads.map((one) => one[field])).median
}
