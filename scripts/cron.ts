/** The schedule of `wrangler.toml`, which the local server never fires by itself. No I/O. No clock. */

const MS_PER_MINUTE = 60_000
const FALLBACK_MINUTES = 5

export interface Schedule {
  cron: string
  everyMinutes: number
  /** Whether the cron means just that; where not, the interval is a stand-in for development. */
  exact: boolean
}

/** The cron expressions of `[triggers]`. */
export function schedulesOf(wranglerToml: string): Schedule[] {
  const list =
    /^\s*\[triggers\]\s*$(?:(?!^\s*\[)[\s\S])*?^\s*crons\s*=\s*\[([^\]]*)\]/m.exec(wranglerToml)?.[1] ?? ''
  const uncommented = list.replace(/^\s*#.*$/gm, '')
  const crons = [...uncommented.matchAll(/"([^"]*)"|'([^']*)'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  )
  return crons.map((cron) => {
    const everyMinutes = minutesOf(cron)
    return { cron, everyMinutes: everyMinutes ?? FALLBACK_MINUTES, exact: everyMinutes !== undefined }
  })
}

// A cron like `*/5 * * * *` or `* * * * *`; undefined for any other. (Not a block comment: the cron would end it.)
function minutesOf(cron: string): number | undefined {
  const step = /^\*(?:\/(\d+))?(?: +\*){4}$/.exec(cron.trim())
  if (!step) return undefined
  const minutes = Number(step[1] ?? 1)
  return minutes >= 1 && minutes < 60 ? minutes : undefined
}

/** When the schedule fires next: a step of minutes starts over at every full hour. */
export function nextRunMs(nowMs: number, everyMinutes: number): number {
  const minute = Math.floor(nowMs / MS_PER_MINUTE) + 1
  const ofHour = minute % 60
  const next = Math.ceil(ofHour / everyMinutes) * everyMinutes
  return (minute - ofHour + Math.min(next, 60)) * MS_PER_MINUTE
}

/** Where the local server takes a run of the schedule. */
export function scheduledUrl(baseUrl: URL, cron: string, timeMs: number): URL {
  const url = new URL('/cdn-cgi/local/scheduled', baseUrl)
  url.search = new URLSearchParams({ cron, time: String(timeMs), format: 'json' }).toString()
  return url
}
