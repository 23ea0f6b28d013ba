import cliProgress from 'cli-progress/cli-progress.js'
import { grouped, printable } from './terminal.ts'

/** Shows on stderr how far an import has come: first the bytes that are read, then the parts that are sent. */
export interface ImportProgress {
  read(bytes: number): void
  sent(progress: { partsDone: number; parts: number }): void
  done(): void
}

export function importProgress(file: string, totalBytes: number): ImportProgress {
  const name = printable(file, 60)
  return process.stderr.isTTY ? bar(name, totalBytes) : plainLines(name, totalBytes)
}

/** Nothing to be seen. */
export const NO_PROGRESS: ImportProgress = {
  read: () => undefined,
  sent: () => undefined,
  done: () => undefined,
}

function bar(name: string, totalBytes: number): ImportProgress {
  const progress = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% {doing}`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  })
  let bytesRead = 0
  let isSending = false
  progress.start(totalBytes, 0, { doing: 'reading' })
  return {
    read(bytes) {
      bytesRead += bytes
      progress.update(Math.min(bytesRead, totalBytes), { doing: 'reading' })
    },
    sent({ partsDone, parts }) {
      if (!isSending) {
        progress.stop()
        progress.start(parts, partsDone, { doing: 'sending' })
        isSending = true
      }
      const doing = partsDone < parts ? `sending, ${partsDone} of ${parts} parts` : 'the server finishes'
      progress.update(partsDone, { doing })
    },
    done: () => progress.stop(),
  }
}

function plainLines(name: string, totalBytes: number): ImportProgress {
  let isSending = false
  console.error(`${name}: reading ${grouped(Math.ceil(totalBytes / 1000))} kB`)
  return {
    read: () => undefined,
    sent({ partsDone, parts }) {
      if (!isSending) console.error(`${name}: sending ${grouped(parts - partsDone)} parts`)
      isSending = true
    },
    done: () => undefined,
  }
}
