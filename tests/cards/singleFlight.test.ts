import { expect, test } from 'vitest'
import { oncePerIsolate } from '../../src/cards/singleFlight'
import { TimeLimitError } from '../../src/timeLimit'

const defer = () => undefined
const never = () => new Promise<string>(() => undefined)

test('what is under way is done once, for all who ask', async () => {
  let times = 0
  const work = async () => `answer ${++times}`
  const answers = await Promise.all([1, 2, 3].map(() => oncePerIsolate(defer, 'once', 1_000, work)))
  expect(answers).toEqual(['answer 1', 'answer 1', 'answer 1'])
  expect(await oncePerIsolate(defer, 'once', 1_000, work)).toBe('answer 2')
})

test('a failure reaches all who wait, and the next one begins anew', async () => {
  const fail = () => Promise.reject(new Error('no'))
  const both = [1, 2].map(() => oncePerIsolate(defer, 'failing', 1_000, fail))
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await oncePerIsolate(defer, 'failing', 1_000, async () => 'yes')).toBe('yes')
})

test('whoever joins work whose owner died waits no longer than his own limit, and the next one begins anew', async () => {
  // The owner's request was ended: neither its work nor its timer ever comes back.
  oncePerIsolate(defer, 'dead', 2 ** 30, never).catch(() => undefined)
  await expect(oncePerIsolate(defer, 'dead', 20, never)).rejects.toBeInstanceOf(TimeLimitError)
  expect(await oncePerIsolate(defer, 'dead', 1_000, async () => 'alive')).toBe('alive')
})
