import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { type ExportBytes, type ImportTarget, sendExport } from '../../scripts/importClient'
import { ACCESS_LOGIN, ACCESS_REFUSAL, answering, type Seen, StubServer } from './stubServer'

const REFUSED = { status: 'refused', reason: 'empty', message: 'The file is empty.' }

const stub = new StubServer()
afterEach(() => stub.close())

function send(
  baseUrl: URL,
  source: ExportBytes = { bytes: Readable.from([Buffer.from('a,b\n')]), packed: false },
  serviceToken?: ImportTarget['serviceToken'],
) {
  return sendExport({ baseUrl, importToken: 'secret', ...(serviceToken ? { serviceToken } : {}) }, source)
}

describe('sending an export', () => {
  it.each([
    ['packs plain text on its way', false, Buffer.from('订单ID\n1\n')],
    ['sends a packed file as it is', true, gzipSync('订单ID\n1\n')],
  ])('%s', async (_, packed, bytes) => {
    let received = ''
    let authorization: string | undefined
    const baseUrl = await stub.serve(async (request, response) => {
      authorization = request.headers.authorization
      received = gunzipSync(await buffer(request)).toString()
      response.end(JSON.stringify(REFUSED))
    })
    expect(await send(baseUrl, { bytes: Readable.from([bytes]), packed })).toEqual(REFUSED)
    expect(received).toBe('订单ID\n1\n')
    expect(authorization).toBe('Bearer secret')
  })

  it('says that the token is wrong, even where the server does not wait for the file', async () => {
    const baseUrl = await stub.serve((_, response) => {
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
    const baseUrl = await stub.serve(
      answering(() => ({ status: 403, json: { error: 'closed', message: '…' } })),
    )
    await expect(send(baseUrl)).rejects.toThrow(/import closed.*IMPORT_TOKEN/)
  })

  it('says how to start a server where none answers', async () => {
    await expect(send(new URL('http://127.0.0.1:1'))).rejects.toThrow(/No server answers.*npm start/)
  })

  it('says that another server has answered', async () => {
    const baseUrl = await stub.serve(answering(() => ({ status: 200, json: { hello: 'world' } })))
    await expect(send(baseUrl)).rejects.toThrow(/answered 200 and no import report/)
  })

  it('says that the connection broke off, and that trying again does no harm', async () => {
    const baseUrl = await stub.serve((request) => request.socket.destroy())
    await expect(send(baseUrl)).rejects.toThrow(/broke off.*not doubled/)
  })

  it("shows the server's own words where it refuses a person's token for these stores", async () => {
    const json = { error: 'forbidden', message: 'New stores come from people with all stores.' }
    const baseUrl = await stub.serve(answering(() => ({ status: 403, json })))
    await expect(send(baseUrl)).rejects.toThrow(
      /answered 403.*New stores come from people with all stores\.$/,
    )
  })

  it.each([ACCESS_LOGIN, ACCESS_REFUSAL])(
    'says that Cloudflare Access stands in the way (%j)',
    async (answer) => {
      const baseUrl = await stub.serve(answering(() => answer))
      await expect(send(baseUrl)).rejects.toThrow(
        /^Cloudflare Access stands before http.*: give a service token of it in CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET\.$/,
      )
    },
  )

  it('goes through Cloudflare Access by its service token', async () => {
    const seen: Seen[] = []
    const baseUrl = await stub.serve(answering(() => ({ status: 200, json: REFUSED }), seen))
    const serviceToken = { 'CF-Access-Client-Id': 'a.access', 'CF-Access-Client-Secret': 'b' }
    expect(await send(baseUrl, undefined, serviceToken)).toEqual(REFUSED)
    expect(seen[0]?.headers).toMatchObject({
      'cf-access-client-id': 'a.access',
      'cf-access-client-secret': 'b',
      authorization: 'Bearer secret',
    })
  })
})
