import { expect, test } from 'vitest'
import { otherCurrency } from '../../../src/import/refusal'
import { CURRENCY } from '../../../src/shop'
import { importLocaleOf } from '../../../src/ui/import/words'
import { saidOfRefusal } from '../../../src/ui/import/words/shape'

test.each([
  ['zh', '换算成人民币'],
  ['en', 'convert the amounts first'],
] as const)(
  'who has amounts in another currency is told in %s what to do, and of no setting',
  (lang, todo) => {
    const { words } = importLocaleOf(lang)
    const said = saidOfRefusal(otherCurrency('USD', CURRENCY), words.refusals, words.tell)
    expect(said.title).toContain('USD')
    expect(said.todo).toContain(todo)
    expect(JSON.stringify(said)).not.toContain('CURRENCY')
  },
)
