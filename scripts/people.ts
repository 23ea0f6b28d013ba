import { parseArgs } from 'node:util'
import { isRole, ROLES } from '../src/access/role.ts'
import { adminTarget } from './adminClient.ts'
import { runOnD1 } from './d1.ts'
import { findPerson } from './findPerson.ts'
import { makeFirstAdmin } from './firstAdmin.ts'
import { addPerson, erasePerson, listPeople, makeLink, type NewPerson, revokeProofs } from './peopleClient.ts'
import {
  addedText,
  adminsText,
  erasedText,
  firstAdminText,
  linkText,
  peopleText,
  revokedText,
} from './peopleWords.ts'
import { readArguments } from './readArguments.ts'
import { serverUrl } from './server.ts'
import { storeNames } from './storeNames.ts'
import { printable, printableJson } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals } from './wrangler.ts'

/** `npm run people -- COMMAND`: who may see what. */

const USAGE = `Usage: npm run people -- COMMAND [--url URL] [--token TOKEN] [--json]

  first-admin [NAME]  makes the first admin and a link for signing in
  add NAME --role ${ROLES.join('|')} (--stores A,B | --all-stores) [--email E]
                      adds a person and makes a link; an admin always has all stores
  list                everybody, with the numbers
  link WHO            a new link, in place of earlier ones
  revoke WHO          ends links, devices and tokens; the person stays
  remove WHO          erases the person

  WHO            a number of the list, or the exact name
  --stores A,B   may be given several times; a comma in a store's own name is written \\,
  --url URL      server (default: http://localhost:8051, or the port in PORT)
  --token TOKEN  an admin's API token of the purpose “people”, from the page /me (default: PEOPLE_TOKEN);
                 not needed on this machine, nor for first-admin, which works in the database
                 through wrangler and only while no admin has come in
  --env NAME     for first-admin: of the deployment that \`npm run deploy -- --env NAME\` made
  --json         print the server's answers as JSON, one a line

Where Cloudflare Access stands before the server: its service token in CF_ACCESS_CLIENT_ID and
CF_ACCESS_CLIENT_SECRET.`

const OPTIONS = {
  role: { type: 'string' },
  stores: { type: 'string', multiple: true },
  'all-stores': { type: 'boolean', default: false },
  email: { type: 'string' },
  url: { type: 'string' },
  env: { type: 'string' },
  token: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = () => parseArgs({ options: OPTIONS, allowPositionals: true })

type Options = ReturnType<typeof parse>['values']

/** What a command prints. */
interface Said {
  json: unknown
  text: string
}

/** Each takes the words after its own name. */
const COMMANDS: Record<string, (words: readonly string[], options: Options) => Promise<Said>> = {
  'first-admin': async (words, options) => {
    const name = words.length === 0 ? 'Admin' : oneWord(words, 'NAME')
    const baseUrl = serverUrl(options.url)
    // Another deployment's database goes by another name than that of wrangler.toml.
    const database = options.env === undefined ? undefined : await databaseOf(options.env)
    const made = await makeFirstAdmin(name, baseUrl, new Date(), (statements, where) =>
      runOnD1(statements, where, database),
    )
    if (made.status === 'refused') throw new UserError(adminsText(made.admins, baseUrl))
    return { json: made, text: firstAdminText(made) }
  },
  add: async (words, options) => {
    const added = await addPerson(adminTarget(options), newPerson(oneWord(words, 'NAME'), options))
    return { json: added, text: addedText(added) }
  },
  list: async (words, options) => {
    if (words.length > 0) throw new UserError(`list takes no name.\n\n${USAGE}`)
    const people = await listPeople(adminTarget(options))
    return { json: { people }, text: peopleText(people) }
  },
  link: async (words, options) => {
    const person = await whom(words, options)
    const link = await makeLink(adminTarget(options), person.id)
    return { json: link, text: linkText(link) }
  },
  revoke: async (words, options) => {
    const person = await whom(words, options)
    return { json: await revokeProofs(adminTarget(options), person.id), text: revokedText(person) }
  },
  remove: async (words, options) => {
    const person = await whom(words, options)
    return { json: await erasePerson(adminTarget(options), person.id), text: erasedText(person) }
  },
}

/** Only where it is asked for: it loads all of wrangler. */
async function databaseOf(env: string): Promise<string> {
  const { readTarget } = await import('./deployment/target.ts')
  return readTarget(env).database
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments(parse, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const [name = '', ...words] = positionals
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    const which = name === '' ? 'Which command?' : `There is no command ${printable(name)}.`
    throw new UserError(`${which}\n\n${USAGE}`)
  }
  const { json, text } = await command(words, values)
  console.log(values.json ? printableJson(json) : text)
  return 0
}

function newPerson(name: string, options: Options): NewPerson {
  const { role, stores = [], email } = options
  if (!isRole(role)) {
    throw new UserError(`Which role? Give --role with one of ${ROLES.join(', ')}.`)
  }
  const named = stores.flatMap(storeNames)
  const all = options['all-stores'] || role === 'admin'
  if (all && named.length > 0) {
    const why = role === 'admin' ? 'An admin has all stores' : '--all-stores are all stores'
    throw new UserError(`${why}: leave --stores out.`)
  }
  if (!all && named.length === 0) {
    throw new UserError('Which stores? Name them with --stores "A,B", or give --all-stores.')
  }
  return { name, role, stores: all ? 'all' : named, ...(email === undefined ? {} : { email }) }
}

async function whom(words: readonly string[], options: Options) {
  const who = oneWord(words, 'WHO')
  return findPerson(who, await listPeople(adminTarget(options)))
}

/** The one word after a command; a name with blanks is one in quotes. */
function oneWord(words: readonly string[], what: 'NAME' | 'WHO'): string {
  const [word = '', ...more] = words
  if (word.trim() === '') throw new UserError(`${what} is missing.\n\n${USAGE}`)
  if (more.length > 0) throw new UserError(`Put the name in quotes: "${printable(words.join(' '))}".`)
  return word.trim()
}

endWithSignals()
await runCommand(main)
