import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createGzip } from 'node:zlib'
import { isBusinessDate } from '../src/diagnosis/businessDate.ts'
import { type DemoOptions, demoCsv } from './demoData.ts'
import { readArguments } from './readArguments.ts'
import { printable } from './terminal.ts'
import { errorCode, runCommand, UserError } from './userError.ts'
import { yesterdayInShanghai } from './yesterday.ts'

/** `npm run generate -- --out FILE`: writes a demo export of any size. */

const USAGE = `Usage: npm run generate -- [--stores 4] [--days 30] [--lines 160] [--last YYYY-MM-DD] [--seed N]
                          [--out FILE [--split STORES]]

  --lines N       order lines a store has a day, roughly
  --last DATE     last business date (default: yesterday in Asia/Shanghai)
  --out FILE      .csv or .csv.gz; without it, the CSV goes to standard output
                  (then use npm run --silent, or npm's own words go there too)
  --split STORES  a file of its own for every so many stores: FILE-001.csv.gz, FILE-002.csv.gz, …
                  (an import takes up to 48 MB of text: about 150 stores of 30 days with 40 lines)`

const OPTIONS = {
  stores: { type: 'string', default: '4' },
  days: { type: 'string', default: '30' },
  lines: { type: 'string', default: '160' },
  last: { type: 'string' },
  seed: { type: 'string' },
  out: { type: 'string' },
  split: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = () => parseArgs({ options: OPTIONS })

async function main(): Promise<number> {
  const { values } = readArguments(parse, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const options = demoOptions(values)
  if (values.out === undefined) await writeTo(process.stdout, options)
  else if (values.split === undefined) await writeFile(values.out, options)
  else await writeParts(values.out, options, wholeNumber('--split', values.split, options.stores))
  return 0
}

async function writeParts(file: string, options: DemoOptions, storesAPart: number): Promise<void> {
  for (let firstStore = 0, part = 1; firstStore < options.stores; firstStore += storesAPart, part++) {
    const stores = Math.min(storesAPart, options.stores - firstStore)
    const suffix = `-${String(part).padStart(3, '0')}`
    await writeFile(file.replace(/(\.csv)?(\.gz)?$/, `${suffix}$&`), { ...options, firstStore, stores })
  }
}

async function writeFile(file: string, options: DemoOptions): Promise<void> {
  try {
    if (file.endsWith('.gz')) await pipeline(demoStream(options), createGzip(), createWriteStream(file))
    else await writeTo(createWriteStream(file), options)
  } catch (error) {
    throw new UserError(`${printable(file)} cannot be written (${errorCode(error)}).`)
  }
  console.error(`wrote ${printable(file)}`)
}

async function writeTo(output: NodeJS.WritableStream, options: DemoOptions): Promise<void> {
  try {
    await pipeline(demoStream(options), output)
  } catch (error) {
    // The reader has seen enough, as `head` does.
    if (errorCode(error) !== 'EPIPE') throw error
  }
}

function demoStream(options: DemoOptions): Readable {
  return Readable.from(demoCsv(options))
}

function demoOptions(values: ReturnType<typeof parse>['values']): DemoOptions {
  const lastDate = values.last ?? yesterdayInShanghai(Date.now())
  if (!isBusinessDate(lastDate))
    throw new UserError(`--last ${printable(lastDate)} is not a day like 2026-01-18.`)
  return {
    stores: wholeNumber('--stores', values.stores, 100_000),
    days: wholeNumber('--days', values.days, 3660),
    linesPerStoreDay: wholeNumber('--lines', values.lines, 20_000),
    lastDate,
    ...(values.seed === undefined ? {} : { seed: wholeNumber('--seed', values.seed, 2 ** 31) }),
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < 1 || value > most) {
    throw new UserError(`${option} must be a whole number from 1 to ${most}, not ${printable(text)}.`)
  }
  return value
}

await runCommand(main)
