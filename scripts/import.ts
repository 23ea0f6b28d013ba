import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  type ReadStream,
  readdirSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { parseArgs } from 'node:util'
import { isBearerToken, TOKEN_CHARACTERS } from './bearerToken.ts'
import { serviceToken } from './cloudflareAccess.ts'
import { DEV_VARS_FILE, importTokenIn } from './devVars.ts'
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

  FILE             order exports as the platform gives them: CSV, also packed with gzip; a folder
                   stands for its files
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

  let imported = 0
  const rejected: RejectedOfFile[] = []
  for (const file of files) {
    const startedMs = performance.now()
    const answer = await importFile(file, target)
    const seconds = (performance.now() - startedMs) / 1000
    console.log(values.json ? printableJson(importSummary(file, answer)) : reportText(file, answer, seconds))
    if (answer.status === 'imported' || answer.status === 'unchanged') imported++
    if ('report' in answer) rejected.push({ file, rejected: answer.report.rejected.lines })
  }
  if (values.rejected !== undefined) writeRejected(values.rejected, rejected)
  return imported === files.length ? 0 : 1
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

async function importFile(file: string, target: ImportTarget): Promise<ImportAnswer> {
  const packed = isGzip(file)
  const progress = uploadProgress(file, statSync(file).size)
  try {
    return await sendExport(target, {
      bytes: Readable.from(counted(createReadStream(file), progress)),
      packed,
    })
  } finally {
    progress.done()
  }
}

async function* counted(bytes: ReadStream, progress: UploadProgress): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    progress.sent(chunk.length)
    yield chunk
  }
}

/** By its first two bytes, as the server does: names may say anything. */
function isGzip(file: string): boolean {
  const start = Buffer.alloc(2)
  const descriptor = openReadable(file)
  readSync(descriptor, start, 0, 2, 0)
  closeSync(descriptor)
  return start[0] === 0x1f && start[1] === 0x8b
}

function openReadable(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be read (${errorCode(error)}).`)
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
