import { parseArgs } from 'node:util'
import { adminTarget } from './adminClient.ts'
import { languageOf } from './language.ts'
import { moveStore } from './moveClient.ts'
import { MOVE_WORDS } from './moveWords.ts'
import { readArguments } from './readArguments.ts'
import { printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'

/** `npm run move`: a store's data from one database to another. */

const OPTIONS = {
  store: { type: 'string' },
  to: { type: 'string' },
  url: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

async function main(): Promise<number> {
  const words = MOVE_WORDS[languageOf(process.env)]
  const { values } = readArguments(() => parseArgs({ options: OPTIONS }), words.usage)
  if (values.help) {
    console.log(words.usage)
    return 0
  }
  const { store = '', to = '' } = values
  if (store.trim() === '' || to.trim() === '') throw new UserError(`${words.missing}\n\n${words.usage}`)
  let rows = 0
  const moved = await moveStore(adminTarget(values), { store: store.trim(), to: to.trim() }, (progress) => {
    rows += progress.rows
    console.error(`${printable(store)} → ${printable(to)}: ${words.progress(progress, rows)}`)
  })
  if (moved.status === 'refused') {
    throw new UserError(words.refused(moved.reason, store, to) ?? printable(moved.message))
  }
  if (moved.status === 'differs') throw new UserError(words.differs(moved.table))
  console.log(moved.status === 'turnedBack' ? words.turnedBack(store, to) : words.moved(store, to))
  return 0
}

await runCommand(main)
