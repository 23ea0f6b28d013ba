import cliProgress from 'cli-progress/cli-progress.js'
import { grouped, printable } from './terminal.ts'

/** Shows on stderr how far an upload has come: a bar in a terminal, plain lines elsewhere. */
export interface UploadProgress {
  sent(bytes: number): void
  done(): void
}

export function uploadProgress(file: string, totalBytes: number): UploadProgress {
  const name = printable(file, 60)
  return process.stderr.isTTY ? bar(name, totalBytes) : plainLines(name, totalBytes)
}

function bar(name: string, totalBytes: number): UploadProgress {
  const progress = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% {doing}`,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  })
  progress.start(totalBytes, 0, { doing: 'sending' })
  let sentBytes = 0
  return {
    sent(bytes) {
      sentBytes += bytes
      progress.update(sentBytes, {
        doing: sentBytes >= totalBytes ? 'the server finishes the import' : 'sending',
      })
    },
    done: () => progress.stop(),
  }
}

function plainLines(name: string, totalBytes: number): UploadProgress {
  console.error(`${name}: sending ${grouped(Math.ceil(totalBytes / 1000))} kB`)
  return { sent: () => undefined, done: () => undefined }
}
