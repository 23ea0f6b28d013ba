import { Hono } from 'hono'
import type { Env } from '../src/env'
import worker from '../src/worker'

/** The Worker with a bare Hono app beside it in the same isolate, to compare with, and a count of its KV writes. */

const hello = new Hono().get('/bench/hello', (context) => context.text('hello'))
let kvWrites = 0

function counting(kv: KVNamespace): KVNamespace {
  return new Proxy(kv, {
    get(target, property) {
      if (property === 'put') kvWrites += 1
      const value: unknown = Reflect.get(target, property)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
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
    return worker.fetch(request, env, context)
  },
  scheduled: (controller: ScheduledController, env: Env, context: ExecutionContext) =>
    worker.scheduled(controller, { ...env, CACHE: counting(env.CACHE) }, context),
}
