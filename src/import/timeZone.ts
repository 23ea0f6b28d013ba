/** Instants and local times of a time zone, as its rules have them on that day. */

/** The local time of an instant in the shop's zone, `YYYY-MM-DDTHH:MM:SS`. */
export type ToLocal = (instantMs: number) => string

const HOUR_MS = 3_600_000
/** Hours whose offset is remembered: a file's orders lie within a few months. */
const REMEMBERED_HOURS = 10_000

/**
 * Converts to a zone.
 * @param timeZone an IANA name
 * @throws RangeError where there is no such zone
 */
export function localTimes(timeZone: string): ToLocal {
  const offsetMs = offsetsOf(timeZone)
  return (instantMs) => textOf(instantMs + offsetMs(instantMs))
}

/**
 * Converts local times of one zone to those of another. A time that a change of clocks makes happen twice is the
 * first of the two.
 */
export function betweenZones(from: string, to: string): (local: string) => string {
  if (from === to) return (local) => local
  const offsetMs = offsetsOf(from)
  const toLocal = localTimes(to)
  return (local) => {
    const asUtc = Date.parse(`${local}Z`)
    const near = asUtc - offsetMs(asUtc - HOUR_MS * 24)
    return toLocal(asUtc - offsetMs(near))
  }
}

/** How far a zone is ahead of UTC at an instant. Asking the platform is slow, so it is asked once for each hour. */
function offsetsOf(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const known = new Map<number, number>()

  function ask(instantMs: number): number {
    const part = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]))
    const at = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0
    const local = Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'))
    return local - instantMs
  }

  return (instantMs) => {
    const hour = Math.floor(instantMs / HOUR_MS)
    let offset = known.get(hour)
    if (offset === undefined) {
      if (known.size >= REMEMBERED_HOURS) known.clear()
      offset = ask(hour * HOUR_MS)
      known.set(hour, offset)
    }
    return offset
  }
}

function textOf(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 19)
}
