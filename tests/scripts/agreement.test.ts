import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { LINK_DAYS, LINK_DEVICES, LOCAL_EMAIL } from '../../scripts/firstAdminSql'
import * as signIn from '../../src/access/signIn'

/** What the command that makes the first admin, and runs without the Worker's code, has to say as the Worker does. */

test("the first admin's link is good for as many devices and days as any", () => {
  expect([LINK_DEVICES, LINK_DAYS]).toEqual([signIn.LINK_DEVICES, signIn.LINK_DAYS])
})

test('the local admin has the address that the local server simulates', () => {
  expect(readFileSync('wrangler.toml', 'utf8')).toContain(`identity = { email = "${LOCAL_EMAIL}" }`)
})
