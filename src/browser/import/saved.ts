import type { Answers } from '../../import/answers'
import type { DoneView, QuestionsView } from '../../ui/import/view'

/**
 * Files and what was said of them, kept on the device until they are stored: a page that is loaded again goes on where it
 * was. Whatever fails here costs only that.
 */

export interface SavedPart {
  /** `keyOf` it. */
  key: string
  fileId: string
  name: string
  answers: Answers
  completeDays: boolean
  confirmed: boolean
  asked?: QuestionsView
  /** What came of it, once it is stored. */
  done?: DoneView
}

export interface SavedFile {
  fileId: string
  /** Whose it is: on a shared device nobody finds another's files. */
  owner: string
  savedAtMs: number
  /** Gone once all of it is stored. */
  file?: File
  name: string
}

export interface Saved {
  file: SavedFile
  parts: SavedPart[]
}

const DATABASE = 'import'
const FILES = 'files'
const PARTS = 'parts'
const KEPT_MS = 86_400_000

let database: Promise<IDBDatabase> | undefined

function openDatabase(): Promise<IDBDatabase> {
  database ??= new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore(FILES, { keyPath: 'fileId' })
      opening.result.createObjectStore(PARTS, { keyPath: 'key' })
    }
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
  return database
}

/** Does something with both stores, as a whole or not at all. */
async function inStores(run: (files: IDBObjectStore, parts: IDBObjectStore) => void): Promise<void> {
  try {
    const open = (await openDatabase()).transaction([FILES, PARTS], 'readwrite')
    run(open.objectStore(FILES), open.objectStore(PARTS))
    await new Promise((resolve, reject) => {
      open.oncomplete = resolve
      open.onabort = () => reject(open.error)
      open.onerror = () => reject(open.error)
    })
  } catch {
    // A private window, or no room left: the page works on without.
  }
}

export function saveFile(file: SavedFile): Promise<void> {
  return inStores((files) => files.put(file))
}

export function savePart(part: SavedPart): Promise<void> {
  return inStores((_, parts) => parts.put(part))
}

export function removePart(key: string): Promise<void> {
  return inStores((_, parts) => parts.delete(key))
}

export function removeFile(fileId: string): Promise<void> {
  return inStores((files) => files.delete(fileId))
}

/** What is left of the owner's earlier visits. All that is a day old or somebody else's is removed. */
export async function loadSaved(owner: string, nowMs: number): Promise<Saved[]> {
  let allFiles: SavedFile[] = []
  let allParts: SavedPart[] = []
  await inStores((files, parts) => {
    const readFiles = files.getAll()
    readFiles.onsuccess = () => {
      allFiles = readFiles.result as SavedFile[]
    }
    const readParts = parts.getAll()
    readParts.onsuccess = () => {
      allParts = readParts.result as SavedPart[]
    }
  })
  const own = allFiles.filter((file) => file.owner === owner && nowMs - file.savedAtMs < KEPT_MS)
  const ownIds = new Set(own.map(({ fileId }) => fileId))
  await inStores((files, parts) => {
    for (const { fileId } of allFiles) if (!ownIds.has(fileId)) files.delete(fileId)
    for (const { key, fileId } of allParts) if (!ownIds.has(fileId)) parts.delete(key)
  })
  return own
    .toSorted((a, b) => a.savedAtMs - b.savedAtMs)
    .map((file) => ({ file, parts: allParts.filter(({ fileId }) => fileId === file.fileId) }))
}
