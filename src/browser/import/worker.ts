import type { FilePart } from '../../files/fileParts'
import { openFile } from '../../files/openFile'
import type { ImportSettings } from '../../import/protocol'
import { compareImport, loadSettings, recallFrom, sendImport } from '../../import/sendImport'
import { firstLinesOf } from '../../ui/import/firstLines'
import { keyOf, type News, type PartToRead, type Task, type Told } from './messages'
import { type ReadPart, readPart } from './readPart'
import { serverOf } from './server'
import { newsOfSending, troubleOf } from './talkNews'

/** The page's Web Worker: reads files and talks to the server, one thing after the other, so that the page stays awake. */

/** Lines of files that are held to be stored; of more, the oldest are read again. */
const MAX_HELD_LINES = 2_000_000

const held = new Map<string, ReadPart & { answers: string }>()
const stops = new Map<string, AbortController>()
let opened: { fileId: string; parts: FilePart[] } | undefined
let settings: ImportSettings | undefined
let work = Promise.resolve()

const CRASHED: News = { what: 'trouble', trouble: { kind: 'failure', failure: 'crashed' } }

function tell(told: Told): void {
  self.postMessage(told)
}

function report(key: string, news: News): void {
  // What was stopped has nothing to say any more.
  if (stops.get(key)?.signal.aborted && news.what !== 'stopped') return
  tell({ about: 'part', key, news })
}

self.onmessage = ({ data: task }: MessageEvent<Task>) => {
  switch (task.do) {
    case 'open':
      return later(() => openOrSayWhy(task.fileId, task.file))
    case 'read':
      return onPart(task.part, readAndCompare)
    case 'send':
      return onPart(task.part, send)
    case 'stop':
      return stops.get(task.key)?.abort()
    case 'forget':
      stops.get(task.key)?.abort()
      held.delete(task.key)
      return
  }
}

function later(run: () => Promise<void>): void {
  work = work.then(run, run)
}

/** Does something with a part, in its turn, unless it is stopped before. */
function onPart(part: PartToRead, run: (part: PartToRead, signal: AbortSignal) => Promise<void>): void {
  const key = keyOf(part)
  stops.get(key)?.abort()
  const stop = new AbortController()
  stops.set(key, stop)
  later(async () => {
    if (stop.signal.aborted) return
    try {
      await run(part, stop.signal)
    } catch {
      held.delete(key)
      report(key, CRASHED)
    }
  })
}

/** A file is one part until it is known to be several: what goes wrong is said of that one. */
async function openOrSayWhy(fileId: string, file: File): Promise<void> {
  try {
    await open(fileId, file)
  } catch {
    report(keyOf({ fileId, name: file.name }), CRASHED)
  }
}

async function open(fileId: string, file: File): Promise<void> {
  const parts = await openedParts(fileId, file)
  const told = parts.map((part) => ({
    name: part.name,
    ...(part.status === 'refused' && { refusal: part.refusal }),
  }))
  tell({ about: 'file', fileId, parts: told })
}

/** The file that was opened last stays open: its parts follow one another. */
async function openedParts(fileId: string, file: File): Promise<FilePart[]> {
  if (opened?.fileId !== fileId) opened = { fileId, parts: await openFile(file) }
  return opened.parts
}

async function readAndCompare(part: PartToRead, signal: AbortSignal): Promise<void> {
  const key = keyOf(part)
  const known = await readOnce(part, signal)
  if (!known) return
  const { read } = known
  let progress = { partsDone: 0, parts: 0 }
  const compared = await compareImport(
    serverOf({ signal, onWait: (waits) => report(key, { what: 'comparing', ...progress, waits }) }),
    read,
    { completeDays: part.completeDays },
    (step) => {
      progress = step
      report(key, { what: 'comparing', ...progress, waits: null })
    },
  )
  if (compared.status !== 'compared') return report(key, { what: 'trouble', trouble: troubleOf(compared) })
  const { stores, days } = compared
  report(key, {
    what: 'preview',
    view: {
      report: read.report,
      said: read.said,
      stores,
      days,
      firstLines: firstLinesOf(read.stores),
      completeDays: part.completeDays,
    },
  })
}

async function send(part: PartToRead, signal: AbortSignal): Promise<void> {
  const key = keyOf(part)
  const known = await readOnce(part, signal)
  if (!known) return
  const { read, fingerprintOf } = known
  const progress = {
    partsDone: 0,
    parts: 0,
    bytesSent: 0,
    lines: read.report.linesAccepted,
  }
  const server = serverOf({
    signal,
    onSent: (bytes) => {
      progress.bytesSent += bytes
    },
    onWait: (waits) => report(key, { what: 'sending', progress: { ...progress, waits } }),
  })
  const { name, completeDays } = part
  const file = { file: name, fingerprint: await fingerprintOf({ completeDays }), completeDays }
  const sent = await sendImport(server, read, file, (step) => {
    Object.assign(progress, step)
    report(key, { what: 'sending', progress: { ...progress, waits: null } })
  })
  if (sent.status === 'finished') held.delete(key)
  report(key, newsOfSending(sent))
}

/** A part as it was read, from memory where it was read with the same answers; undefined where it cannot be read. */
async function readOnce(part: PartToRead, signal: AbortSignal): Promise<ReadPart | undefined> {
  const key = keyOf(part)
  const answers = JSON.stringify(part.answers)
  const known = held.get(key)
  if (known?.answers === answers) return known
  held.delete(key)
  const server = serverOf({ signal })
  report(key, { what: 'reading', progress: { bytesRead: null, bytes: part.file.size, lines: null } })
  if (!settings) {
    const loaded = await loadSettings(server)
    if (loaded.status !== 'settings') {
      report(key, { what: 'trouble', trouble: troubleOf(loaded) })
      return undefined
    }
    settings = loaded.settings
  }
  const found = (await openedParts(part.fileId, part.file)).find(({ name }) => name === part.name)
  const outcome = await readPart(found ?? UNREADABLE, {
    settings,
    signal,
    answers: part.answers,
    recall: recallFrom(server),
    onProgress: (progress) => report(key, { what: 'reading', progress }),
  })
  switch (outcome.status) {
    case 'read':
      if (!signal.aborted) hold(key, { ...outcome, answers })
      return outcome
    case 'needsAnswer':
      report(key, {
        what: 'questions',
        view: { unanswered: outcome.unanswered, answers: part.answers, again: answers !== '{}' },
      })
      return undefined
    case 'trouble':
      report(key, { what: 'trouble', trouble: outcome.trouble })
      return undefined
  }
}

const UNREADABLE: FilePart = { name: '', status: 'refused', refusal: { code: 'unreadable' } }

/** Keeps what was read for the next step, and gives up the oldest where that is too much. */
function hold(key: string, part: ReadPart & { answers: string }): void {
  held.set(key, part)
  let lines = [...held.values()].reduce((sum, { read }) => sum + read.report.linesAccepted, 0)
  for (const [oldest, { read }] of held) {
    if (lines <= MAX_HELD_LINES || oldest === key) return
    held.delete(oldest)
    lines -= read.report.linesAccepted
  }
}
