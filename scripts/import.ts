import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { isBearerToken, TOKEN_CHARACTERS } from './bearerToken.ts'
import { serviceToken } from './cloudflareAccess.ts'
import { DEV_VARS_FILE, importTokenIn } from './devVars.ts'
import { type ExportPart, exportsIn, type TableToSend } from './exportParts.ts'
import type { ImportAnswer } from './importAnswer.ts'
import { type ImportTarget, sendExport } from './importClient.ts'
import { type RejectedOfFile, rejectedCsv, reportText } from './importReport.ts'
import { importSummary } from './importSummary.ts'
import { serverUrl } from './server.ts'
import { printable, printableJson } from './terminal.ts'
import { type UploadProgress, uploadProgress } from './uploadProgress.ts'
import { errorCode, runCommand, UserError } from './userError.ts'

/** `npm run import -- FILE…`: sends exports to the server and prints its reports. */

const USAGE = `Usage: npm run import -- FILE… [--url URL] [--token TOKEN] [--store NAME] [--channel NAME]
                         [--map 'COLUMN=HEADER']… [--json] [--rejected FILE]

  FILE             order exports as the platform gives them: CSV, .xlsx, .xls, HTML tables that
                   call themselves .xls, also in a .gz or .zip; a folder stands for its files
  --url URL        server (default: http://localhost:8051, or the port in PORT)
  --token TOKEN    the server's IMPORT_TOKEN, or an API token for imports of an operator or
                   admin (default: IMPORT_TOKEN, else the one in ${DEV_VARS_FILE})
  --store NAME     the store of all lines, where the file has no column for it
  --channel NAME   the channel of all lines, where the file has no column for it
  --map 'COLUMN=HEADER'
                   which of the file's columns (HEADER) is one of ours (COLUMN, such as 商品名称)
  --json           print a line of JSON for each file, and nothing else
  --rejected FILE  write the rejected lines to FILE, as CSV

What is said of a file is remembered for others with the same header.
Where Cloudflare Access stands before the server: its service token in CF_ACCESS_CLIENT_ID and
CF_ACCESS_CLIENT_SECRET.`

const OPTIONS = {
  url: { type: 'string' },
  token: { type: 'string' },
  store: { type: 'string' },
  channel: { type: 'string' },
  map: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
  rejected: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

async function main(): Promise<number> {
  const { values, positionals } = readArguments()
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (positionals.length === 0) throw new UserError(`Which file?\n\n${USAGE}`)
  const files = positionals.flatMap(filesOf)
  const target = {
    baseUrl: serverUrl(values.url),
    importToken: importToken(values.token),
    serviceToken: serviceToken(),
    answers: answersOf(values),
  }

  const rejected: RejectedOfFile[] = []
  let failed = 0
  for (const file of files) {
    for (const answer of await importFile(file, target, values.json)) {
      if (answer.status !== 'imported' && answer.status !== 'unchanged') failed++
      if ('report' in answer) rejected.push({ file, rejected: answer.report.rejected.lines })
    }
  }
  if (values.rejected !== undefined) writeRejected(values.rejected, rejected)
  return failed === 0 ? 0 : 1
}

/** Imports what a file holds, part by part: what was answered to each. */
async function importFile(
  file: string,
  target: ImportTarget,
  asJson: boolean | undefined,
): Promise<ImportAnswer[]> {
  const answers: ImportAnswer[] = []
  for (const part of await partsOrRefusal(file)) {
    const answer = 'status' in part ? told(file, part, 0, asJson) : await importAndTell(part, target, asJson)
    answers.push(answer)
  }
  return answers
}

/** What a file holds; one that cannot be opened is refused by itself, and the others go on. */
async function partsOrRefusal(
  file: string,
): Promise<(ExportPart | Extract<ImportAnswer, { status: 'refused' }>)[]> {
  try {
    return await exportsIn(file)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [{ status: 'refused', reason: 'notATable', kind: 'binary', message: error.message }]
  }
}

async function importAndTell(
  part: ExportPart,
  target: ImportTarget,
  asJson: boolean | undefined,
): Promise<ImportAnswer> {
  const startedMs = performance.now()
  const answer = await importPart(part, target)
  return told(part.name, answer, (performance.now() - startedMs) / 1000, asJson)
}

function told(
  name: string,
  answer: ImportAnswer,
  seconds: number,
  asJson: boolean | undefined,
): ImportAnswer {
  console.log(asJson ? printableJson(importSummary(name, answer)) : reportText(name, answer, seconds))
  return answer
}

/** What the arguments say of the files, as the server's address takes it. */
function answersOf(values: { store?: string; channel?: string; map?: string[] }): URLSearchParams {
  const { store, channel, map = [] } = values
  return new URLSearchParams([
    ...(store === undefined ? [] : [['store', store]]),
    ...(channel === undefined ? [] : [['channel', channel]]),
    ...map.map((one) => ['map', one]),
  ])
}

function readArguments() {
  try {
    return parseArgs({ options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
  }
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

/** Why a sheet of a workbook is none of orders, where another one is. */
const NO_ORDERS = ['notATable', 'missingColumns', 'noLines', 'empty', 'noProducts']

/** Imports an export: of a workbook, the first sheet that is a table of orders. */
async function importPart({ name, tables }: ExportPart, target: ImportTarget): Promise<ImportAnswer> {
  let first: ImportAnswer | undefined
  for (const table of tables) {
    const answer = await importTable(name, table, target)
    const isOther = answer.status === 'refused' && NO_ORDERS.includes(answer.reason)
    // A list of something else may look as if it only needed a word.
    if (!isOther && (answer.status !== 'needsAnswer' || tables.length === 1)) return answer
    first = first?.status === 'needsAnswer' ? first : answer
  }
  if (!first) throw new UserError(`There is no table in ${printable(name)}.`)
  return first
}

async function importTable(name: string, table: TableToSend, target: ImportTarget): Promise<ImportAnswer> {
  const progress = uploadProgress(name, table.size)
  try {
    return await sendExport(target, {
      bytes: Readable.from(counted(table.open(), progress)),
      packed: table.packed,
    })
  } finally {
    progress.done()
  }
}

async function* counted(bytes: Readable, progress: UploadProgress): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    progress.sent(chunk.length)
    yield chunk
  }
}

function writeRejected(file: string, rejected: readonly RejectedOfFile[]): void {
  try {
    writeFileSync(file, rejectedCsv(rejected))
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be written (${errorCode(error)}).`)
  }
}

await runCommand(main)
