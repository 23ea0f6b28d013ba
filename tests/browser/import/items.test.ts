import { expect, test } from 'vitest'
import { askedAgain, heard, type Item, newItem, secondsLeft } from '../../../src/browser/import/items'
import { keyOf, type News } from '../../../src/browser/import/messages'
import type { QuestionsView } from '../../../src/ui/import/view'

const FILE = { fileId: 'f1', name: 'a.zip' }

function tell(items: readonly Item[], news: News, nowMs = 0): Item[] {
  return heard(items, { about: 'part', key: keyOf(FILE), news }, nowMs)
}

test('the exports of a zip take its place; one that was known keeps what was said of it', () => {
  const others = [newItem({ fileId: 'f0', name: 'x.csv' }), newItem({ fileId: 'f2', name: 'y.csv' })]
  const [before, after] = others as [Item, Item]
  const known: Item = { ...newItem({ fileId: 'f1', name: 'a.zip/1.csv' }), confirmed: true }
  const parts = [{ name: 'a.zip/1.csv' }, { name: 'a.zip/2.csv', refusal: { code: 'emptyZip' } as const }]
  const items = heard([before, known, after], { about: 'file', fileId: 'f1', parts }, 0)
  expect(items.map(({ name, confirmed, step }) => [name, confirmed, step.at])).toEqual([
    ['x.csv', false, 'waiting'],
    ['a.zip/1.csv', true, 'waiting'],
    ['a.zip/2.csv', false, 'trouble'],
    ['y.csv', false, 'waiting'],
  ])
})

test('an archive without any table says so', () => {
  const [item] = heard([newItem(FILE)], { about: 'file', fileId: 'f1', parts: [] }, 0)
  expect(item?.step).toEqual({ at: 'trouble', trouble: { kind: 'failure', failure: 'noFiles' } })
})

test('what was asked can be asked again, with what was answered since', () => {
  const view = { answers: {}, again: true } as QuestionsView
  const [asked] = tell([newItem(FILE)], { what: 'questions', view })
  const answered: Item = { ...(asked as Item), answers: { store: '一店' }, step: { at: 'waiting' } }
  const [after] = tell([answered], { what: 'comparing', partsDone: 0, parts: 1, waits: null })
  expect(askedAgain(after as Item).step).toEqual({
    at: 'questions',
    view: { answers: { store: '一店' }, again: false },
  })
  expect(askedAgain(newItem(FILE)).step).toEqual({ at: 'waiting' })
})

test('the time left is of what is sent now, not of what an earlier visit sent', () => {
  const progress = { partsDone: 3, parts: 10, bytesSent: 0, lines: 1, waits: null }
  const [begun] = tell([newItem(FILE)], { what: 'sending', progress }, 1_000)
  const [later] = tell([begun as Item], { what: 'sending', progress: { ...progress, partsDone: 5 } }, 9_000)
  expect(later?.step).toMatchObject({
    at: 'sending',
    sinceMs: 1_000,
    partsBefore: 3,
    progress: { partsDone: 5 },
  })
})

test('the time left is told once there is something to tell it by', () => {
  expect(secondsLeft(0.25, 10_000)).toBe(30)
  for (const [share, elapsedMs] of [
    [null, 10_000],
    [0, 10_000],
    [0.5, 100],
  ] as const) {
    expect(secondsLeft(share, elapsedMs)).toBeNull()
  }
})
