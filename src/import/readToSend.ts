import type { Answers } from './answers'
import { createFingerprint } from './fingerprint'
import type { PartOptions } from './parts'
import type { ImportSettings } from './protocol'
import { type ReadOptions, type ReadOutcome, readOrders } from './readOrders'

/** Beyond this the orders of a file fit into no tab and no command: text, unpacked. */
const MAX_TEXT_BYTES = 2_000_000_000

export interface ReadToSend {
  outcome: ReadOutcome
  /** Tells this file, so understood and cut into these parts, from all others. */
  fingerprintOf(options: PartOptions): Promise<string>
}

/** Reads a file whose orders are to be sent: as `readOrders` does, by the settings of the shop that they are sent to. */
export async function readToSend(
  bytes: ReadableStream<Uint8Array>,
  { timeZone, currency, latestDate }: Omit<ImportSettings, 'answers'>,
  said: Pick<ReadOptions, 'recall'> & { answers: Answers; maxBytes?: number },
): Promise<ReadToSend> {
  const fingerprint = createFingerprint()
  const shop = { timeZone, currency, latestDate }
  const outcome = await readOrders(fingerprint.over(bytes), { maxBytes: MAX_TEXT_BYTES, ...shop, ...said })
  return {
    outcome,
    fingerprintOf: ({ completeDays }) =>
      fingerprint.end({ shop, completeDays, said: outcome.status === 'read' ? outcome.said : {} }),
  }
}
