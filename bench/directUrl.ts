import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { TestHarness } from 'wrangler'

const PATH = '/bench/hello'

/**
 * The address of the workerd that runs the Worker. The harness tells only that of wrangler's development
 * proxy, a second workerd that adds some 2 ms to every request. Its own requests do not take that way:
 * Node's HTTP client says where they go.
 */
export async function directUrl(harness: TestHarness, proxyUrl: URL): Promise<URL> {
  let found: URL | undefined
  const onRequest = (message: unknown) => {
    const { request } = message as { request?: { origin?: unknown; path?: unknown } }
    if (request?.path === PATH) found = new URL(String(request.origin))
  }
  subscribe('undici:client:sendHeaders', onRequest)
  try {
    await harness.getWorker().fetch(PATH)
  } finally {
    unsubscribe('undici:client:sendHeaders', onRequest)
  }
  return found ?? proxyUrl
}
