import { unstable_readConfig } from 'wrangler'

/** The schedule of `wrangler.toml`, which the local server never fires by itself. */

/** The cron expressions of `[triggers]`. */
export function cronsOf(configFile: string): readonly string[] {
  return unstable_readConfig({ config: configFile }, { hideWarnings: true }).triggers.crons ?? []
}

/** Where the local server takes a run of the schedule. */
export function scheduledUrl(baseUrl: URL, cron: string, time: Date): URL {
  const url = new URL('/cdn-cgi/local/scheduled', baseUrl)
  url.search = new URLSearchParams({ cron, time: String(time.getTime()), format: 'json' }).toString()
  return url
}
