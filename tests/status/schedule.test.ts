import { expect, test } from 'vitest'
import { scheduleState } from '../../src/status/schedule'

const at = (time: string) => new Date(`2026-01-19T${time}Z`)
const run = (time: string, cron = '*/5 * * * *') => ({ cron, scheduledAt: at(time).toISOString() })

test('a schedule that has never run is of unknown times', () => {
  expect(scheduleState(undefined, at('10:00'))).toEqual({ status: 'never' })
})

test('a schedule whose last run was the last one due is on time, and its next run is named', () => {
  expect(scheduleState(run('10:00'), at('10:04'))).toEqual({
    status: 'onTime',
    cron: '*/5 * * * *',
    lastAt: at('10:00'),
    nextAt: at('10:05'),
  })
})

test('a run may be two minutes late, for the platform promises no accuracy; then it is overdue', () => {
  expect(scheduleState(run('10:00'), at('10:06:59')).status).toBe('onTime')
  expect(scheduleState(run('10:00'), at('10:07:01'))).toMatchObject({
    status: 'overdue',
    nextAt: at('10:10'),
  })
})

test("the platform's weekday 1 is Sunday", () => {
  // 2026-01-19 is a Monday: the run of Sunday is over, the next one comes in six days.
  const state = scheduleState({ cron: '0 0 * * 1', scheduledAt: '2026-01-18T00:00:00.000Z' }, at('10:00'))
  expect(state).toMatchObject({ status: 'onTime' })
  expect((state as { nextAt: Date }).nextAt.getDay()).toBe(0)
})

test('an expression that nobody can read is shown, with no next run and no alarm', () => {
  expect(scheduleState(run('10:00', 'at noon'), at('23:00'))).toMatchObject({
    status: 'onTime',
    nextAt: null,
  })
})
