import type { ImportServer, WaitReason } from '../../import/talk'

/** Our own server, asked from a browser: the session's cookie says who asks. */

interface Talk {
  signal: AbortSignal
  /** Told of each body that has arrived. */
  onSent?(bytes: number): void
  onWait?(because: WaitReason): void
}

/** A server that does not answer at all is asked again. */
const ANSWER_LIMIT_MS = 60_000

export function serverOf({ signal, onSent, onWait }: Talk): ImportServer {
  return {
    signal,
    async send(method, path, body) {
      const response = await fetch(path, {
        method,
        ...(body && { body, headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]),
      })
      const json: unknown = await response.json().catch(() => undefined)
      onSent?.(body?.length ?? 0)
      return { status: response.status, headers: response.headers, json }
    },
    sleep: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds)
        signal.addEventListener('abort', () => resolve(), { once: true })
      }),
    onWait: ({ because }) => onWait?.(because),
  }
}
