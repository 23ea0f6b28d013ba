import { afterEach, describe, expect, it } from 'vitest'
import { type MoveProgress, moveStore } from '../../scripts/moveClient'
import { MOVE_WORDS } from '../../scripts/moveWords'
import { answering, type Seen, type StubAnswer, StubServer } from './stubServer'

const stub = new StubServer()
afterEach(() => stub.close())

const WHAT = { store: '一店', to: 'DB_2' }
const unfinished = (of: Partial<MoveProgress> = {}): StubAnswer => ({
  status: 200,
  json: { status: 'unfinished', step: 'copying', table: 'orders', rows: 10, beganAgainFor: null, ...of },
})
const MOVED: StubAnswer = { status: 200, json: { status: 'moved' } }
const OVERLOADED: StubAnswer = { status: 503, json: { error: 'unavailable', message: 'Try again.' } }

/** Asks a server that gives these answers, and the last one again and again. */
async function moving(...answers: StubAnswer[]) {
  const seen: Seen[] = []
  const told: MoveProgress[] = []
  const next = () => answers[Math.min(seen.length, answers.length) - 1] as StubAnswer
  const target = { baseUrl: await stub.serve(answering(next, seen)), token: 'secret' }
  const moved = await moveStore(target, WHAT, (progress) => told.push(progress), 1)
  return { moved, told, seen }
}

describe('a move is asked for', () => {
  it('until it has ended, and each answer is told', async () => {
    const { moved, told, seen } = await moving(unfinished(), unfinished({ step: 'waiting' }), MOVED)
    expect(moved).toEqual({ status: 'moved' })
    expect(told.map(({ step }) => step)).toEqual(['copying', 'waiting'])
    expect(seen.map(({ what }) => what)).toEqual(Array(3).fill('POST /api/stores/move'))
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(WHAT)
  })

  it('again where the server does not answer for a moment, but not for ever', async () => {
    expect((await moving(OVERLOADED, unfinished(), OVERLOADED, MOVED)).moved).toEqual({ status: 'moved' })
    await expect(moving(OVERLOADED)).rejects.toThrow('Try again.')
  })

  it('no more where it is refused, or never becomes the same', async () => {
    const refused = { status: 'refused', reason: 'alreadyThere', message: 'It is there.' }
    expect((await moving({ status: 409, json: refused })).moved).toEqual(refused)
    const { moved, seen } = await moving(unfinished({ beganAgainFor: 'orders' }))
    expect(moved).toEqual({ status: 'differs', table: 'orders' })
    expect(seen).toHaveLength(3)
  })
})

describe.each(['zh', 'en'] as const)('in %s', (lang) => {
  const words = MOVE_WORDS[lang]

  it('each refusal says what to do', () => {
    for (const reason of [
      'unknownStore',
      'unknownDatabase',
      'alreadyThere',
      'movingElsewhere',
      'stillLeaving',
    ]) {
      expect(words.refused(reason, '一店', 'DB_2'), reason).toMatch(/一店|DB_2/)
    }
    expect(words.refused('of a later version', '一店', 'DB_2')).toBeUndefined()
  })

  it('progress names the table and the rows', () => {
    const at = { step: 'copying', table: 'orders', rows: 1, beganAgainFor: null }
    expect(words.progress(at, 12_345)).toMatch(/orders.*12,345/)
    expect(words.progress({ ...at, beganAgainFor: 'orders' }, 1)).toContain('orders')
  })
})
