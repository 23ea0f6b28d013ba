import { existsSync, openAsBlob, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { COLUMN_NAMES } from '../src/diagnosis/orderFields.ts'
import type { Lang } from '../src/diagnosis/words.ts'
import type { FilePart, SourceFile } from '../src/files/fileParts.ts'
import { openFile } from '../src/files/openFile.ts'
import { type Answers, saidAnswers } from '../src/import/answers.ts'
import { isBearerToken, TOKEN_CHARACTERS } from './bearerToken.ts'
import { serviceToken } from './cloudflareAccess.ts'
import { DEV_VARS_FILE, importTokenIn } from './devVars.ts'
import { type ImportOutcome, isGood } from './importOutcome.ts'
import { type ImportJob, importPart } from './importPart.ts'
import { importProgress } from './importProgress.ts'
import { type RejectedOfFile, rejectedCsv, reportText } from './importReport.ts'
import { connect, settingsOf } from './importServer.ts'
import { importSummary } from './importSummary.ts'
import { languageOf } from './language.ts'
import { readArguments } from './readArguments.ts'
import { serverUrl } from './server.ts'
import { printable, printableJson } from './terminal.ts'
import { errorCode, UserError } from './userError.ts'

const USAGE = `Usage: npm run import -- FILE… [--url URL] [--token TOKEN] [--store NAME] [--channel NAME]
                         [--map 'COLUMN=HEADER']… [--complete-days] [--dry-run] [--json]
                         [--rejected FILE]

  FILE             order exports as the platform gives them: CSV, .xlsx, .xls, HTML tables that
                   call themselves .xls, also in a .gz or .zip; a folder stands for its files
  --url URL        server (default: http://localhost:8051, or the port in PORT)
  --token TOKEN    the server's IMPORT_TOKEN, or an API token for imports of an operator or
                   admin (default: IMPORT_TOKEN, else the one in ${DEV_VARS_FILE})
  --store NAME     the store of all lines, where the file has no column for it
  --channel NAME   the channel of all lines, where the file has no column for it
  --map 'COLUMN=HEADER'
                   which of the file's columns (HEADER) is one of ours (COLUMN, such as 商品名称)
  --complete-days  the files hold all orders of their stores and days: others on those days are
                   removed
  --dry-run        say what importing would change, day by day, and store nothing
  --json           print a line of JSON for each file, and nothing else
  --rejected FILE  write the rejected lines to FILE, as CSV

Files are read here and sent in parts: of any size, and what broke off goes on where it was.
What is said of a file is remembered for others with the same header.
Where Cloudflare Access stands before the server: its service token in CF_ACCESS_CLIENT_ID and
CF_ACCESS_CLIENT_SECRET. Reports are in Chinese where LC_ALL or LANG begins with zh.`

const OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  store: { type: 'string' },
  channel: { type: 'string' },
  map: { type: 'string', multiple: true },
  'complete-days': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  rejected: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = () => parseArgs({ options: OPTIONS, allowPositionals: true })

/** @returns the exit code: 0 where every file is in */
export async function importCommand(): Promise<number> {
  const { values, positionals } = readArguments(parse, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (positionals.length === 0) throw new UserError(`Which file?\n\n${USAGE}`)
  const files = positionals.flatMap(filesOf)
  const answers = answersOf(values)
  const lang = languageOf(process.env)
  const server = connect({
    baseUrl: serverUrl(values.url),
    importToken: importToken(values.token),
    serviceToken: serviceToken(),
  })
  const settings = await settingsOf(server)
  const job = {
    ...{ server, settings, answers },
    completeDays: values['complete-days'],
    dryRun: values['dry-run'],
  }

  const outcomes = await importFiles(files, job, values.json ? 'json' : lang)
  if (values.rejected !== undefined) writeRejected(values.rejected, rejectedCsv(rejectedOf(outcomes), lang))
  return outcomes.every(({ outcome }) => isGood(outcome)) ? 0 : 1
}

interface NamedOutcome {
  file: string
  outcome: ImportOutcome
}

/** One after the other, each told of as it ends. */
async function importFiles(files: readonly string[], job: ImportJob, as: Lang | 'json') {
  const outcomes: NamedOutcome[] = []
  for (const file of files) {
    for (const part of await openFile(await sourceOf(file))) {
      outcomes.push({ file: part.name, outcome: await importAndTell(part, job, as) })
    }
  }
  return outcomes
}

function rejectedOf(outcomes: readonly NamedOutcome[]): RejectedOfFile[] {
  return outcomes.flatMap(({ file, outcome }) =>
    'report' in outcome ? [{ file, rejected: outcome.report.rejected.lines }] : [],
  )
}

async function sourceOf(file: string): Promise<SourceFile> {
  try {
    const blob = await openAsBlob(file)
    return { name: file, size: blob.size, slice: (start, end) => blob.slice(start, end) }
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be read (${errorCode(error)}).`)
  }
}

async function importAndTell(part: FilePart, job: ImportJob, as: Lang | 'json'): Promise<ImportOutcome> {
  const startedMs = performance.now()
  const outcome = await importPart(part, job, ({ sourceBytes }) => importProgress(part.name, sourceBytes))
  const seconds = (performance.now() - startedMs) / 1000
  console.log(
    as === 'json'
      ? printableJson(importSummary(part.name, outcome))
      : reportText(part.name, outcome, seconds, as),
  )
  return outcome
}

/** What the arguments say of the files. */
function answersOf({ store, channel, map }: ReturnType<typeof parse>['values']): Answers {
  const said = saidAnswers({ store, channel, maps: map ?? [] })
  if (said.status === 'ok') return said.answers
  throw new UserError(
    `--map ${printable(said.map)} is not COLUMN=HEADER with one of the columns ${COLUMN_NAMES.join(', ')}.`,
  )
}

/** A file, or those of a folder. Before anything is sent: a typing error in the last name should not leave half of the files imported. */
function filesOf(name: string): string[] {
  if (!existsSync(name)) throw new UserError(`There is no file ${printable(name)}.`)
  if (statSync(name).isFile()) return [name]
  if (!statSync(name).isDirectory()) throw new UserError(`${printable(name)} is not a file.`)
  const files = readdirSync(name, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.join(name, entry.name))
    .sort()
  if (files.length === 0) throw new UserError(`There is no file in ${printable(name)}.`)
  return files
}

function importToken(token: string | undefined): string {
  const found = token ?? (process.env.IMPORT_TOKEN || importTokenIn())
  if (!found) {
    throw new UserError(
      `No import token: give it with --token or in IMPORT_TOKEN, or run \`npm start\`, which writes one to ${DEV_VARS_FILE}.`,
    )
  }
  if (!isBearerToken(found)) {
    throw new UserError(`The import token holds other characters than ${TOKEN_CHARACTERS}: copy it again.`)
  }
  return found
}

function writeRejected(file: string, csv: string): void {
  try {
    writeFileSync(file, csv)
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be written (${errorCode(error)}).`)
  }
}
