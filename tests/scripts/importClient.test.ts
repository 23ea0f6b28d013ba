import { randomBytes } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type ExportBytes, sendExport } from '../../scripts/importClient'

const REFUSED = { status: 'refused', reason: 'empty', message: 'The file is empty.' }

let server: http.Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server of one's own, in the place of the real one. */
async function serve(handler: http.RequestListener): Promise<URL> {
  const started = http.createServer(handler)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}`)
}

function answering(status: number, json: unknown): http.RequestListener {
  return (request, response) => {
    request.resume()
    request.on('end', () => response.writeHead(status).end(JSON.stringify(json)))
  }
}

function send(
  baseUrl: URL,
  source: ExportBytes = { bytes: Readable.from([Buffer.from('a,b\n')]), packed: false },
) {
  return sendExport({ baseUrl, importToken: 'secret' }, source)
}

describe('sending an export', () => {
  it.each([
    ['packs plain text on its way', false, Buffer.from('订单ID\n1\n')],
    ['sends a packed file as it is', true, gzipSync('订单ID\n1\n')],
  ])('%s', async (_, packed, bytes) => {
    let received = ''
    let authorization: string | undefined
    const baseUrl = await serve(async (request, response) => {
      authorization = request.headers.authorization
      received = gunzipSync(await buffer(request)).toString()
      response.end(JSON.stringify(REFUSED))
    })
    expect(await send(baseUrl, { bytes: Readable.from([bytes]), packed })).toEqual(REFUSED)
    expect(received).toBe('订单ID\n1\n')
    expect(authorization).toBe('Bearer secret')
  })

  it('says that the token is wrong, even where the server does not wait for the file', async () => {
    const baseUrl = await serve((_, response) => {
      response
        .writeHead(401, { connection: 'close' })
        .end(JSON.stringify({ error: 'unauthorized', message: '…' }))
    })
    const bytes = Readable.from(Array.from({ length: 100 }, () => randomBytes(100_000)))
    await expect(send(baseUrl, { bytes, packed: true })).rejects.toThrow(
      /does not know this import token.*--token/,
    )
  })

  it('says that the import is closed', async () => {
    const baseUrl = await serve(answering(403, { error: 'closed', message: '…' }))
    await expect(send(baseUrl)).rejects.toThrow(/import closed.*IMPORT_TOKEN/)
  })

  it('says how to start a server where none answers', async () => {
    await expect(send(new URL('http://127.0.0.1:1'))).rejects.toThrow(/No server answers.*npm start/)
  })

  it('says that another server has answered', async () => {
    const baseUrl = await serve(answering(200, { hello: 'world' }))
    await expect(send(baseUrl)).rejects.toThrow(/answered 200 and no import report/)
  })

  it('says that the connection broke off, and that trying again does no harm', async () => {
    const baseUrl = await serve((request) => request.socket.destroy())
    await expect(send(baseUrl)).rejects.toThrow(/broke off.*not doubled/)
  })
})
