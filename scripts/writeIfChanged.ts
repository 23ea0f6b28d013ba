import { readFileSync, writeFileSync } from 'node:fs'

/** Writes a text that is made of the sources only where it changed, or the watcher of the sources would never rest. */
export function writeIfChanged(file: string, text: string): void {
  if (textOf(file) !== text) writeFileSync(file, text)
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
