import { addDays } from '../src/diagnosis/businessDate.ts'

const SHANGHAI_OFFSET_MS = 8 * 3_600_000

/** The calendar day before an instant in Asia/Shanghai, which has no daylight-saving time. */
export function yesterdayInShanghai(nowMs: number): string {
  const today = new Date(nowMs + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10)
  return addDays(today, -1)
}
