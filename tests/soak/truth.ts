import { isDeepStrictEqual } from 'node:util'
import { defaultDateOf, isClosedOn } from '../../src/cards/cardRequest'
import { withTaskNames } from '../../src/cards/taskNames'
import { boundDatabases, type MainDatabase, openDatabase } from '../../src/data/database'
import { type Directory, loadDirectory, type StoreRecord } from '../../src/data/directory'
import { loadWindows } from '../../src/data/storeWindows'
import { addDays, type BusinessDate } from '../../src/diagnosis/businessDate'
import { compareText } from '../../src/diagnosis/channels'
import { type DayFigures, diagnoseStore, mergeFigures } from '../../src/diagnosis/diagnose'
import type { Diagnosis } from '../../src/diagnosis/diagnosis'
import { storeWindow } from '../../src/diagnosis/storeWindow'
import type { Env } from '../../src/env'

/** What every version of the data says, computed by the pure core as soon as there is the version: no answer's way is trusted. */

/** What somebody asks for; no names are all stores that he may see. */
export interface Asked {
  names: readonly string[]
  date: BusinessDate | null
  /** Names of the stores that he may see; null for all. */
  visible: readonly string[] | null
}

/** How an answer compares with the versions that were current at the time that it names, or later. */
export type Judgement =
  | { status: 'right'; versionsBehind: number }
  /** Each store's figures are right, but no version had them together. */
  | { status: 'mixed' }
  | { status: 'wrong'; why: string }

export type Truth = Awaited<ReturnType<typeof openTruth>>

/** Days before the newest one that somebody may ask for. */
const ASKED_DAYS = 6
/** Merged figures of 50 KB each. */
const MAX_MERGED = 400

interface Version extends Directory {
  /** Until when it was current, at most. */
  endMs: number
}

export async function openTruth(env: Env, nowMs: () => number) {
  const versions: Version[] = []
  /** The data version of each store's figures that were computed last. */
  const known = new Map<number, number>()
  /** By store, data version and date. */
  const ofStore = new Map<string, DayFigures | null>()
  const merged = new Map<string, unknown>()
  const nameOf = ({ id, dataVersion }: StoreRecord, date: BusinessDate) => `${id}/${dataVersion}/${date}`

  /** Computes what a new version changes. To be called before there is another one. */
  async function note(): Promise<void> {
    const endMs = nowMs()
    const db = openDatabase(boundDatabases(env))
    const directory = await loadDirectory(db)
    const last = versions.at(-1)
    for (const store of directory.stores) {
      const isNew = known.get(store.id) !== store.dataVersion
      if (isNew && (await compute(db, store, latestOf(directory.stores))))
        known.set(store.id, store.dataVersion)
    }
    if (last?.version === directory.version) return
    if (last) last.endMs = endMs
    versions.push({ ...directory, endMs: Number.POSITIVE_INFINITY })
  }

  /**
   * Computes a store's figures of all days that somebody may ask for.
   * @returns whether they are of the version that the directory has: in another database it is noted before it is written, and nobody may
   * show it until then
   */
  async function compute(db: MainDatabase, store: StoreRecord, latest: BusinessDate): Promise<boolean> {
    const dates = Array.from({ length: ASKED_DAYS + 1 }, (_, back) => addDays(latest, -back))
    // A store whose days end earlier is shown on its own last one.
    const wanted = [...new Set([...dates, defaultDateOf([store])])]
      .filter((date) => !isClosedOn(store, date))
      .map((date) => ({ store, date }))
    for (const window of await loadWindows(db, wanted)) {
      if (window.status === 'failed') throw new Error(`${store.name}: ${window.error}`)
      if (!window.isSettled) return false
      const figures = diagnoseStore(storeWindow(window.data))
      const [named = null] = figures ? await withTaskNames(db, [{ store, figures }]) : []
      ofStore.set(nameOf(store, window.data.businessDate), named)
    }
    return true
  }

  /** Whether a version of a store came to be: one that is noted before it is written may not. */
  function isWritten(store: StoreRecord, date: BusinessDate): boolean {
    return isClosedOn(store, date) || ofStore.has(nameOf(store, date))
  }

  function figuresOf(store: StoreRecord, date: BusinessDate): DayFigures | null {
    if (isClosedOn(store, date)) return null
    const figures = ofStore.get(nameOf(store, date))
    if (figures === undefined) throw new Error(`nothing is known of store ${store.id} on ${date}`)
    return figures
  }

  /** The figures of stores together, as JSON has them. */
  function figuresOfAll(stores: readonly StoreRecord[], date: BusinessDate): unknown {
    const name = `${date} ${stores.map(({ id, dataVersion }) => `${id}:${dataVersion}`).join()}`
    const known = merged.get(name)
    if (known) return known
    const all = stores.flatMap((store) => figuresOf(store, date) ?? [])
    const [first, ...others] = all
    const figures = first ? others.reduce(mergeFigures, first) : {}
    const value: unknown = JSON.parse(JSON.stringify(figures))
    if (merged.size >= MAX_MERGED) merged.clear()
    merged.set(name, value)
    return value
  }

  function storesIn(version: Version, { names, visible }: Asked): StoreRecord[] {
    const seen = version.stores.filter(({ name }) => !visible || visible.includes(name))
    return names.length === 0 ? seen : seen.filter(({ name }) => names.includes(name))
  }

  function differenceFrom(
    stores: readonly StoreRecord[],
    asked: Asked,
    answer: Diagnosis,
  ): string | undefined {
    const date = asked.date ?? defaultDateOf(stores)
    if (answer.businessDate !== date) return `it is of ${answer.businessDate}, not of ${date}`
    const shown = stores.filter(({ name }) => !answer.failed.includes(name))
    if (!shown.every((store) => isWritten(store, date)))
      return 'at this version its orders were not written yet'
    const absent = shown
      .filter((store) => !figuresOf(store, date))
      .map(({ name, lastDate }) => ({ store: name, lastDate }))
      .sort((a, b) => compareText(a.store, b.store))
    if (!isDeepStrictEqual(answer.absent, absent)) {
      return `absent are ${JSON.stringify(answer.absent)}, not ${JSON.stringify(absent)}`
    }
    const expected = figuresOfAll(shown, date) as Record<string, unknown>
    const given = answer as unknown as Record<string, unknown>
    if (Object.keys(expected).length === 0)
      return answer.kpi === null ? undefined : 'it has figures of nothing'
    const other = Object.keys(expected).filter((key) => !isDeepStrictEqual(given[key], expected[key]))
    return other.length === 0 ? undefined : `others are ${other.join(', ')}`
  }

  /** Compares an answer with all versions that were current when it says that it was checked, or later. */
  function judge(asked: Asked, answer: Diagnosis): Judgement {
    const checkedMs = Date.parse(answer.checkedAt)
    const current = versions.filter(({ endMs }) => endMs >= checkedMs).toReversed()
    const differences: string[] = []
    for (const [versionsBehind, version] of current.entries()) {
      const difference = differenceFrom(storesIn(version, asked), asked, answer)
      if (difference === undefined) return { status: 'right', versionsBehind }
      differences.push(`v${version.version}: ${difference}`)
    }
    if (isMixed(current, asked, answer)) return { status: 'mixed' }
    const older = versions.filter((version) => !current.includes(version)).toReversed()
    const match = older.find((version) => !differenceFrom(storesIn(version, asked), asked, answer))
    const was = match
      ? `; it is of v${match.version}, which ended ${(checkedMs - match.endMs) / 1000} s before`
      : ''
    return { status: 'wrong', why: `${differences.slice(0, 3).join('; ')}${was}` }
  }

  /** Whether each store is as one of the versions has it: told by its own row. */
  function isMixed(current: readonly Version[], asked: Asked, answer: Diagnosis): boolean {
    const [newest] = current
    if (!newest) return false
    const date = answer.businessDate
    const rows = new Map((answer.storeRows ?? []).map((row) => [row.store, row]))
    const chosen = storesIn(newest, asked).map((store) => {
      const candidates = current.flatMap(({ stores }) => stores.find(({ id }) => id === store.id) ?? [])
      return candidates.find((candidate) => {
        if (!isWritten(candidate, date)) return false
        const figures = figuresOf(candidate, date)
        return isDeepStrictEqual(
          JSON.parse(JSON.stringify(figures?.storeRows[0] ?? null)),
          rows.get(store.name) ?? null,
        )
      })
    })
    if (chosen.some((store) => !store)) return false
    const stores = chosen.filter((store) => store !== undefined)
    return differenceFrom(stores, { ...asked, date }, answer) === undefined
  }

  await note()
  return {
    note,
    judge,
    /** Whether an answer is of the newest version. */
    isNewest: (asked: Asked, answer: Diagnosis) => {
      const newest = versions.at(-1)
      return newest !== undefined && differenceFrom(storesIn(newest, asked), asked, answer) === undefined
    },
    /** How many there were. */
    versions: () => versions.length,
  }
}

function latestOf(stores: readonly StoreRecord[]): BusinessDate {
  return stores.reduce((latest, { lastDate }) => (lastDate > latest ? lastDate : latest), '')
}
