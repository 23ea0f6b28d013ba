import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { COPY_SCRIPT_FILE, copyScriptModule } from '../../../scripts/copyScript'
import { COPY_SCRIPT } from '../../../src/ui/share/copyScript'

it('the script that pages hold is that of the sources: if not, npm run browser', () => {
  expect(readFileSync(COPY_SCRIPT_FILE, 'utf8') === copyScriptModule()).toBe(true)
})

it('the script stands within its element, and is small enough to be in a page', () => {
  expect(COPY_SCRIPT).not.toMatch(/<\/|<!--|<script/i)
  expect(new TextEncoder().encode(COPY_SCRIPT).length).toBeLessThan(1_500)
})
