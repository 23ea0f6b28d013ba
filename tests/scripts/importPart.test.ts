import { describe, expect, it } from 'vitest'
import { isGood } from '../../scripts/importOutcome'
import { importPart } from '../../scripts/importPart'
import { type ImportProgress, NO_PROGRESS } from '../../scripts/importProgress'
import { UserError } from '../../scripts/userError'
import type { FilePart } from '../../src/files/fileParts'
import { csv, GOOD_LINE, streamOf } from '../import/exportFile'
import { type Answer, fakeServer, SETTINGS, wellAnswered } from '../import/importTalk'

const TWO_STORES = csv(GOOD_LINE, { ...GOOD_LINE, 订单ID: '2', 门店名称: '二店' })

/** Imports a file of two stores from a server that answers so. */
async function imported(
  answers: (what: string) => Answer,
  progressOf: () => ImportProgress = () => NO_PROGRESS,
  name = 'a.csv',
) {
  const fake = fakeServer(answers)
  const server = { ...fake, errorOf: ({ status }: { status: string }) => new UserError(`It is ${status}.`) }
  const text = { sourceBytes: 9, refusal: () => undefined, open: () => streamOf(TWO_STORES) }
  const part: FilePart = { name, status: 'tables', tables: [text] }
  const job = { server, settings: SETTINGS, answers: {}, completeDays: false, dryRun: false }
  const outcome = await importPart(part, job, progressOf)
  return { outcome, asked: fake.asked.map(({ what }) => what), bodies: fake.asked.map(({ body }) => body) }
}

describe('an import by the command', () => {
  it('that finds no line any more is interrupted, has failed, and says how far it came', async () => {
    const { outcome } = await imported((what) => (what.endsWith('/parts/2') ? 'broken' : wellAnswered(what)))
    expect(outcome).toMatchObject({
      ...{ status: 'interrupted', importId: 7, message: 'It is interrupted.' },
      ...{ progress: { partsDone: 1, parts: 2 }, report: { orders: 2 } },
    })
    expect(isGood(outcome)).toBe(false)
  })

  it('goes on with the parts that are not in when it is run again', async () => {
    const { outcome, asked } = await imported((what) => wellAnswered(what, [1]))
    expect(outcome.status).toBe('imported')
    expect(asked.filter((what) => what.includes('/parts/'))).toEqual(['POST /api/imports/7/parts/2'])
  })

  it('tells the server what the file is called, and not where it lies', async () => {
    const { bodies } = await imported((what) => wellAnswered(what), undefined, 'owner/shop/a.csv')
    expect(bodies).toContainEqual(expect.objectContaining({ file: 'a.csv' }))
    expect(JSON.stringify(bodies)).not.toContain('owner')
  })

  it('ends the command where its server takes nothing of anybody', async () => {
    const denied = { status: 401, json: { error: 'unauthorized', message: '' } }
    await expect(imported(() => denied)).rejects.toThrow('It is denied.')
  })

  it('ends what shows its progress, whatever becomes of it', async () => {
    let open = 0
    const progressOf = () => {
      open++
      return { ...NO_PROGRESS, done: () => void open-- }
    }
    await imported((what) => wellAnswered(what), progressOf)
    await imported(() => ({ status: 401 }), progressOf).catch(() => undefined)
    expect(open).toBe(0)
  })
})
