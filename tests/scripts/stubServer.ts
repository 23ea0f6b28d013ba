import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A server in the place of the real one. */
export class StubServer {
  private server: http.Server | undefined

  /** Answers its address. */
  async serve(handler: http.RequestListener): Promise<URL> {
    const started = http.createServer(handler)
    this.close()
    this.server = started
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
    return new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}`)
  }

  close(): void {
    this.server?.closeAllConnections()
    this.server?.close()
  }
}

/** A request as the stub has seen it. */
export interface Seen {
  /** `POST /api/people` */
  what: string
  headers: http.IncomingHttpHeaders
  body: string
}

export interface StubAnswer {
  status: number
  json?: unknown
  headers?: Record<string, string>
  body?: string
}

/** Answers by the request's method and path, and notes what it was asked. */
export function answering(answers: (what: string) => StubAnswer, seen: Seen[] = []): http.RequestListener {
  return async (request, response) => {
    const what = `${request.method} ${request.url}`
    seen.push({ what, headers: request.headers, body: await text(request) })
    const { status, json, headers, body = JSON.stringify(json) } = answers(what)
    response.writeHead(status, headers).end(body)
  }
}

/** What Cloudflare Access answers who has not signed in there. */
export const ACCESS_LOGIN: StubAnswer = {
  status: 302,
  headers: { location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/example.com?kid=1' },
  body: '',
}

/** And who brings a service token that it does not take. */
export const ACCESS_REFUSAL: StubAnswer = {
  status: 403,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><title>Forbidden ・ Cloudflare Access</title>',
}
