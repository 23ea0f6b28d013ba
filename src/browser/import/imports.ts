import type { Answers } from '../../import/answers'
import { WORKER_SCRIPT } from '../../ui/import/scripts'
import { askedAgain, heard, type Item, isOver, newItem } from './items'
import { keyOf, type Task, type Told } from './messages'
import { loadSaved, removeFile, removePart, type SavedFile, saveFile, savePart } from './saved'

/** What a reader can do with files: each changes the items, tells the Web Worker, and is kept for the next visit. */
export interface Imports {
  readonly items: readonly Item[]
  add(files: readonly File[]): void
  answer(item: Item, answers: Answers): void
  /** Asks again what was answered. */
  askAgain(item: Item): void
  completeDays(item: Item, complete: boolean): void
  /** Stores it, or goes on with it. */
  confirm(item: Item): void
  stop(item: Item): void
  /** Reads it again. */
  retry(item: Item): void
  /** Leaves it out, or puts away what came of it. */
  remove(item: Item): void
  /** Takes up what is left of earlier visits. */
  restore(): Promise<void>
}

/** @param owner whose files these are @param onChange draws the items anew */
export function createImports(owner: string, onChange: () => void): Imports {
  const files = new Map<string, SavedFile>()
  let items: Item[] = []
  let worker = startWorker()

  function startWorker(): Worker {
    const started = new Worker(WORKER_SCRIPT, { type: 'module' })
    started.onmessage = ({ data }: MessageEvent<Told>) => hear(data)
    started.onerror = (event) => {
      event.preventDefault()
      crashed()
    }
    return started
  }

  /** Memory may have run out: what was under way is given up, and the rest begins anew. */
  function crashed(): void {
    worker.terminate()
    worker = startWorker()
    change(items.map((item) => (isBusy(item) ? { ...item, step: CRASHED } : item)))
  }

  function change(next: Item[]): void {
    items = next
    onChange()
  }

  function ask(task: Task): void {
    worker.postMessage(task)
  }

  function hear(told: Told): void {
    const before = items.map(keyOf)
    change(heard(items, told, performance.now()))
    if (told.about === 'file') {
      opened(told.fileId, before)
      return
    }
    const item = items.find((one) => keyOf(one) === told.key)
    if (!item || !isOver(item)) return
    save(item)
    dropBytes(item.fileId)
  }

  /** A file's exports are known: those that are new are kept, and all begin. */
  function opened(fileId: string, before: readonly string[]): void {
    const now = new Set(items.map(keyOf))
    for (const key of before) if (!now.has(key)) void removePart(key)
    for (const item of items.filter((one) => one.fileId === fileId)) {
      if (!before.includes(keyOf(item))) save(item)
      if (item.step.at === 'waiting') begin(item)
    }
  }

  function begin(item: Item): void {
    const file = files.get(item.fileId)?.file
    if (!file) return
    const { fileId, name, answers, completeDays } = item
    const part = { fileId, name, file, answers, completeDays }
    ask(item.confirmed ? { do: 'send', part } : { do: 'read', part })
  }

  function save({ step, ...part }: Item): void {
    const done = step.at === 'done' ? { done: step.view } : {}
    void savePart({ key: keyOf(part), ...part, ...done })
  }

  /** Once all of a file is stored, its bytes are of no more use. */
  function dropBytes(fileId: string): void {
    const known = files.get(fileId)
    if (!known || items.some((item) => item.fileId === fileId && !isOver(item))) return
    const { file: _, ...rest } = known
    files.set(fileId, rest)
    void saveFile(rest)
  }

  /** Changes an item, keeps it, and sets it going again. */
  function renew(item: Item, changes: Partial<Item>): void {
    const next: Item = { ...item, ...changes }
    change(items.map((one) => (keyOf(one) === keyOf(item) ? next : one)))
    save(next)
    begin(next)
  }

  return {
    get items() {
      return items
    },
    add(chosen) {
      for (const file of chosen) {
        const fileId = crypto.randomUUID()
        const known: SavedFile = { fileId, owner, savedAtMs: Date.now(), file, name: file.name }
        files.set(fileId, known)
        void saveFile(known)
        change([...items, newItem({ fileId, name: file.name })])
        ask({ do: 'open', fileId, file })
      }
    },
    answer: (item, answers) => renew(item, { answers, step: { at: 'waiting' } }),
    askAgain: (item) => change(items.map((one) => (keyOf(one) === keyOf(item) ? askedAgain(item) : one))),
    completeDays: (item, complete) => {
      const { step } = item
      renew(item, {
        completeDays: complete,
        ...(step.at === 'preview' && { step: { ...step, recounting: true } }),
      })
    },
    confirm: (item) => renew(item, { confirmed: true, step: { at: 'waiting' } }),
    stop(item) {
      ask({ do: 'stop', key: keyOf(item) })
      const next = { ...item, confirmed: false }
      change(items.map((one) => (keyOf(one) === keyOf(item) ? next : one)))
      save(next)
    },
    retry: (item) => renew(item, { step: { at: 'waiting' } }),
    remove(item) {
      ask({ do: 'forget', key: keyOf(item) })
      void removePart(keyOf(item))
      change(items.filter((one) => keyOf(one) !== keyOf(item)))
      if (items.some(({ fileId }) => fileId === item.fileId)) return dropBytes(item.fileId)
      files.delete(item.fileId)
      void removeFile(item.fileId)
    },
    async restore() {
      for (const { file, parts } of await loadSaved(owner, Date.now())) {
        files.set(file.fileId, file)
        const restored = parts.map(
          ({ key: _, done, ...part }): Item => ({
            ...part,
            step: done ? { at: 'done', view: done } : { at: 'waiting' },
          }),
        )
        if (restored.length === 0 && file.file)
          restored.push(newItem({ fileId: file.fileId, name: file.name }))
        change([...items, ...restored])
        if (file.file) ask({ do: 'open', fileId: file.fileId, file: file.file })
      }
    },
  }
}

const CRASHED = { at: 'trouble', trouble: { kind: 'failure', failure: 'crashed' } } as const

function isBusy({ step }: Item): boolean {
  return step.at === 'reading' || step.at === 'comparing' || step.at === 'sending'
}
