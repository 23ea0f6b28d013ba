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

/** What some processes have computed since their start; a hundredth of a second is the least that Linux tells. */
export function cpuMilliseconds(processIds: readonly number[]): number {
  return processIds.reduce((sum, id) => {
    // Its name, in brackets, may hold spaces: what follows it are fields 3 and on.
    const fields = (readText(`/proc/${id}/stat`) ?? '').split(') ')[1]?.split(' ') ?? []
    const [user = 0, system = 0] = [fields[11], fields[12]].map(Number)
    return sum + (user + system) * 10
  }, 0)
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
