import { afterEach, describe, expect, it } from 'vitest'
import type { FirstAdmin } from '../../scripts/firstAdmin'
import { ensureLocalAdmin } from '../../scripts/localAdmin'
import { answering, type Seen, StubServer } from './stubServer'

const MADE: FirstAdmin = { status: 'made', id: 1, name: 'Local admin', link: 'http://localhost/sign-in/x' }

const stub = new StubServer()
afterEach(() => stub.close())

/** A server that answers these statuses one after the other, the last one for ever. */
async function answeringInTurn(...statuses: number[]) {
  const seen: Seen[] = []
  const baseUrl = await stub.serve(
    answering(
      () => ({ status: statuses[Math.min(seen.length, statuses.length) - 1] ?? 500, json: {} }),
      seen,
    ),
  )
  return { baseUrl, seen }
}

const never = () => Promise.reject(new Error('No admin is to be made.'))

describe('the local admin', () => {
  it('is left alone where the server takes everybody for one', async () => {
    const { baseUrl, seen } = await answeringInTurn(200)
    expect(await ensureLocalAdmin(baseUrl, never)).toEqual({ status: 'there' })
    expect(seen.map(({ what, headers }) => [what, headers.authorization])).toEqual([
      ['GET /api/people', undefined],
    ])
  })

  it('is made where the server takes everybody for nobody, and is there when the server knows', async () => {
    const { baseUrl, seen } = await answeringInTurn(401, 401, 200)
    expect(await ensureLocalAdmin(baseUrl, async () => MADE)).toEqual({ status: 'made' })
    expect(seen).toHaveLength(3)
  })

  it('is not made where there are other admins', async () => {
    const { baseUrl } = await answeringInTurn(401)
    const admins = [{ id: 7, name: '王芳' }]
    expect(await ensureLocalAdmin(baseUrl, async () => ({ status: 'refused', admins }))).toEqual({
      status: 'others',
      admins,
    })
  })

  it.each([403, 404, 503])('is not made where the server answers %i', async (status) => {
    const { baseUrl } = await answeringInTurn(status)
    expect(await ensureLocalAdmin(baseUrl, never)).toEqual({ status: 'none', answered: status })
  })
})
