import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import type { Judgement } from './truth'

/** What was counted, and what must not have been. */
export interface SoakReport {
  seed: number
  answers: number
  /** By source or, where there is none, by what was said instead. */
  bySource: Record<string, number>
  /** Versions of the data that there were. */
  versions: number
  /** Answers of a version before the newest: which an answer may be that was checked before there was that one. */
  behind: { answers: number; mostVersions: number }
  /** Answers whose stores are of several versions, all of them current when it was checked, or later. */
  mixed: number
  imports: Record<string, number>
  runs: Record<string, number>
  d1Trips: number
  d1TripsLost: number
  /** By day, UTC, as KV counts them. */
  kvWrites: Record<string, number>
  kvWritesRefused: Record<string, number>
  /** But for visits that ran the refresh in the schedule's place. */
  mostKvWritesOfAVisit: number
  visitsThatRefreshed: number
  /** The longest that an answer without a warning had not been checked. */
  oldestFreshSeconds: number
  violations: string[]
}

export function emptyReport(seed: number): SoakReport {
  return {
    seed,
    answers: 0,
    bySource: {},
    versions: 0,
    behind: { answers: 0, mostVersions: 0 },
    mixed: 0,
    imports: {},
    runs: {},
    d1Trips: 0,
    d1TripsLost: 0,
    kvWrites: {},
    kvWritesRefused: {},
    mostKvWritesOfAVisit: 0,
    visitsThatRefreshed: 0,
    oldestFreshSeconds: 0,
    violations: [],
  }
}

export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

/** @param ageSeconds since it was checked */
export function countAnswer(report: SoakReport, answer: Diagnosis, ageSeconds: number): void {
  const { source, staleReason, onlyChannel, failed } = answer
  const name = staleReason ? `stale: ${staleReason}` : source
  count(report.bySource, onlyChannel ? `${name}, of a channel` : name)
  if (failed.length > 0) count(report.bySource, 'without some stores')
  if (source !== 'stale') report.oldestFreshSeconds = Math.max(report.oldestFreshSeconds, ageSeconds)
}

export function countJudgement(report: SoakReport, judgement: Judgement): void {
  if (judgement.status === 'mixed') report.mixed += 1
  if (judgement.status !== 'right' || judgement.versionsBehind === 0) return
  report.behind.answers += 1
  report.behind.mostVersions = Math.max(report.behind.mostVersions, judgement.versionsBehind)
}
