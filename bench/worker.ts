import { Hono } from 'hono'
import type { ShardMessage } from '../src/cards/shardMessage'
import type { Env } from '../src/env'
import worker from '../src/worker'
import { bound, type OpenJourney, openJourney } from './journey'

/**
 * The Worker with a bare Hono app beside it in the same isolate, to compare with, a count of its KV writes, and a distance to D1 and KV
 * that is set by a route.
 */

const hello = new Hono().get('/bench/hello', (context) => context.text('hello'))
let kvWrites = 0

function counting(kv: KVNamespace): KVNamespace {
  return new Proxy(kv, {
    get(target, property) {
      if (property === 'put') kvWrites += 1
      return bound(target, property)
    },
  })
}

/** There and back to D1 and KV; undefined: they are used as they are. */
let tripMs: number | undefined
let lastJourney: OpenJourney | undefined

/** The whole answer at once: what a page's stream waits for is part of it. */
async function fromAfar(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
  const journey = openJourney(env, tripMs ?? 0)
  lastJourney = journey
  const answer = await worker.fetch(request, journey.env, journey.watched(context))
  const body = await answer.arrayBuffer()
  journey.answered()
  return new Response(body, answer)
}

async function runFromAfar(controller: ScheduledController, env: Env, context: ExecutionContext) {
  const journey = openJourney(env, tripMs ?? 0)
  lastJourney = journey
  await worker.scheduled(controller, journey.env, journey.watched(context))
  journey.answered()
}

/** A shard belongs to the run that has sent it. */
async function queueFromAfar(batch: MessageBatch<ShardMessage>, env: Env, context: ExecutionContext) {
  const run = tripMs === undefined ? undefined : lastJourney
  await worker.queue(batch, run?.env ?? env, run?.watched(context) ?? context)
}

function setDistance(url: string): Response {
  const ms = new URL(url).searchParams.get('ms')
  tripMs = ms ? Number(ms) : undefined
  return new Response(null, { status: 204 })
}

/** The first piece of a streamed answer; over HTTP it may come together with the next. */
async function firstChunk({ body }: Response): Promise<Response> {
  let first = new Uint8Array()
  for await (const chunk of body ?? []) {
    if (first.length === 0) first = new Uint8Array(chunk)
  }
  return new Response(first)
}

export default {
  ...worker,
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (pathname === '/bench/hello') return hello.fetch(request, env, context)
    if (pathname === '/bench/kv-writes') return new Response(String(kvWrites))
    if (pathname === '/bench/first-chunk') {
      // Of a channel: such an answer is never at hand, so that the shell leaves before it.
      const path = new URL(`/?channel=${encodeURIComponent('美团闪购')}`, request.url)
      return firstChunk(await worker.fetch(new Request(path), env, context))
    }
    if (pathname === '/bench/distance') return setDistance(request.url)
    if (pathname === '/bench/trips') return Response.json(lastJourney?.told() ?? null)
    return tripMs === undefined ? worker.fetch(request, env, context) : fromAfar(request, env, context)
  },
  scheduled(controller: ScheduledController, env: Env, context: ExecutionContext) {
    const counted = { ...env, CACHE: counting(env.CACHE) }
    const run = tripMs === undefined ? worker.scheduled : runFromAfar
    return run(controller, counted, context)
  },
  queue: queueFromAfar,
}
