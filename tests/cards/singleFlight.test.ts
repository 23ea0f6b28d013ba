import { expect, test } from 'vitest'
import { oncePerIsolate } from '../../src/cards/singleFlight'
import { TimeLimitError } from '../../src/timeLimit'

const isolate = () => ({ flights: new Map(), defer: () => undefined })
const here = isolate()
const never = () => new Promise<string>(() => undefined)

test('what is under way is done once, for all who ask', async () => {
  let times = 0
  const work = async () => `answer ${++times}`
  const answers = await Promise.all([1, 2, 3].map(() => oncePerIsolate(here, 'once', 1_000, work)))
  expect(answers).toEqual(['answer 1', 'answer 1', 'answer 1'])
  expect(await oncePerIsolate(here, 'once', 1_000, work)).toBe('answer 2')
})

test('a failure reaches all who wait, and the next one begins anew', async () => {
  const fail = () => Promise.reject(new Error('no'))
  const both = [1, 2].map(() => oncePerIsolate(here, 'failing', 1_000, fail))
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await oncePerIsolate(here, 'failing', 1_000, async () => 'yes')).toBe('yes')
})

test('whoever joins work whose owner died waits no longer than his own limit, and the next one begins anew', async () => {
  // The owner's request was ended: neither its work nor its timer ever comes back.
  oncePerIsolate(here, 'dead', 2 ** 30, never).catch(() => undefined)
  await expect(oncePerIsolate(here, 'dead', 20, never)).rejects.toBeInstanceOf(TimeLimitError)
  expect(await oncePerIsolate(here, 'dead', 1_000, async () => 'alive')).toBe('alive')
})

test('an isolate knows nothing of what another one is doing', async () => {
  let times = 0
  const work = async () => `answer ${++times}`
  const answers = await Promise.all([here, isolate()].map((own) => oncePerIsolate(own, 'once', 1_000, work)))
  expect(answers).toEqual(['answer 1', 'answer 2'])
})
