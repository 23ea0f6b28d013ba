import { type Agent, get, type IncomingMessage } from 'node:http'

/** An answer with its times, counted from the request. */
export interface TimedAnswer {
  status: number
  body: string
  firstByteMs: number
  completeMs: number
  /** What the Worker itself says that its card took (Server-Timing); undefined where it does not. */
  workerMs?: number
}

/** Over the agent's connections, uncompressed. */
export function timedGet(url: URL, agent: Agent): Promise<TimedAnswer> {
  const startedMs = performance.now()
  const elapsedMs = () => performance.now() - startedMs
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { 'accept-encoding': 'identity' } }, (response) => {
      const chunks: Buffer[] = []
      let firstByteMs = 0
      response.on('data', (chunk: Buffer) => {
        if (chunks.length === 0) firstByteMs = elapsedMs()
        chunks.push(chunk)
      })
      response.on('error', reject)
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        const status = response.statusCode ?? 0
        resolve({ status, body, firstByteMs, completeMs: elapsedMs(), ...workerTime(response) })
      })
    })
    request.on('error', reject)
  })
}

function workerTime({ headers }: IncomingMessage): { workerMs?: number } {
  const duration = /\bdur=([\d.]+)/.exec(String(headers['server-timing'] ?? ''))?.[1]
  return duration === undefined ? {} : { workerMs: Number(duration) }
}
