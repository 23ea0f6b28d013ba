import { readFileSync } from 'node:fs'

/** What Linux tells of this process's children; nothing elsewhere. */

/** Process IDs of the children of a name. */
export function childProcesses(name: string): number[] {
  const children = readText(`/proc/${process.pid}/task/${process.pid}/children`)
  const ids = (children ?? '').split(' ').filter(Boolean).map(Number)
  return ids.filter((id) => statusField(id, 'Name') === name)
}

/** The largest resident memory that any of some processes has had since its start; undefined where unknown. */
export function peakMemoryBytes(processIds: readonly number[]): number | undefined {
  const peaks = processIds.flatMap((id) => {
    const kilobytes = Number.parseInt(statusField(id, 'VmHWM') ?? '', 10)
    return Number.isNaN(kilobytes) ? [] : [kilobytes * 1024]
  })
  return peaks.length > 0 ? Math.max(...peaks) : undefined
}

function statusField(processId: number, field: string): string | undefined {
  const status = readText(`/proc/${processId}/status`)
  return status?.match(new RegExp(`^${field}:\\s*(.*)$`, 'm'))?.[1]
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
