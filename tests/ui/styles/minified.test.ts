import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { MINIFIED_FILE, minifiedModule } from '../../../scripts/styles'
import { STYLE_SHEETS } from '../../../src/ui/styles/sheets'

it('the style sheets that are sent are those of the sources: if not, npm run styles', () => {
  expect(readFileSync(MINIFIED_FILE, 'utf8') === minifiedModule()).toBe(true)
})

it('no comment and no empty line of a style sheet reaches a visitor', () => {
  for (const sheet of STYLE_SHEETS) expect(sheet).not.toMatch(/\/\*|\n\n/)
})
