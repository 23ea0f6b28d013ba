import { FileRefusedError } from './fileParts'

/** Streams of a compound file, which holds an .xls. Sectors name the next one: whatever they say, none is read twice. */

const HEADER_BYTES = 512
const ENTRY_BYTES = 128
const STREAM = 2
const ROOT = 5
const NO_ENTRY = 0xffffffff
/** Shorter streams lie in sectors of their own size. */
const MINI_STREAM_BYTES = 4096
const MINI_SECTOR_BYTES = 64
const FAT_IN_HEADER = 109

export interface CompoundFile {
  /**
   * The stream of that name, whatever its case, that is not within another document; undefined where there is none.
   * @throws FileRefusedError where it is damaged
   */
  stream(name: string): Uint8Array | undefined
}

interface Entry {
  name: string
  type: number
  left: number
  right: number
  child: number
  start: number
  bytes: number
}

/** @throws FileRefusedError where it is damaged */
export function openCompound(file: Uint8Array): CompoundFile {
  const compound = orDamaged(() => readCompound(file))
  return { stream: (name) => orDamaged(() => compound.stream(name)) }
}

function orDamaged<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    // A number that points outside of the file.
    if (error instanceof RangeError) throw damaged()
    throw error
  }
}

function damaged(): FileRefusedError {
  return new FileRefusedError({ code: 'damaged', what: 'workbook' })
}

function readCompound(file: Uint8Array): CompoundFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const sectorBytes = 2 ** view.getUint16(30, true)
  if (sectorBytes !== 512 && sectorBytes !== 4096) throw damaged()
  const sectorAt = (sector: number) => Math.max(HEADER_BYTES, sectorBytes) + sector * sectorBytes
  const fatSectors = readFatSectors(view, sectorBytes, sectorAt)
  const perSector = sectorBytes / 4
  const nextOf = (sector: number) => {
    const fatSector = fatSectors[Math.floor(sector / perSector)]
    if (fatSector === undefined) throw damaged()
    return view.getUint32(sectorAt(fatSector) + (sector % perSector) * 4, true)
  }
  const streamAt = (start: number) => {
    const sectors = chain(start, nextOf, Math.ceil(file.length / sectorBytes))
    return gathered(file, sectors.map(sectorAt), sectorBytes)
  }

  const entries = readEntries(streamAt(view.getUint32(48, true)))
  const root = entries.find(({ type }) => type === ROOT)
  if (!root) throw damaged()
  const miniFatStart = view.getUint32(60, true)

  const miniStreamAt = (start: number) => {
    const miniFat = streamAt(miniFatStart)
    const numbers = new DataView(miniFat.buffer)
    const sectors = chain(start, (sector) => numbers.getUint32(sector * 4, true), miniFat.length / 4)
    return gathered(
      streamAt(root.start),
      sectors.map((sector) => sector * MINI_SECTOR_BYTES),
      MINI_SECTOR_BYTES,
    )
  }

  return {
    stream(name) {
      const entry = childrenOf(root, entries).find(
        (child) => child.type === STREAM && child.name.toLowerCase() === name.toLowerCase(),
      )
      if (!entry) return undefined
      const whole = entry.bytes < MINI_STREAM_BYTES ? miniStreamAt(entry.start) : streamAt(entry.start)
      return whole.subarray(0, entry.bytes)
    },
  }
}

/** The sectors of the table of sectors: some are named in the header, the others by a list of sectors. */
function readFatSectors(view: DataView, sectorBytes: number, sectorAt: (sector: number) => number): number[] {
  const count = Math.min(view.getUint32(44, true), Math.ceil(view.byteLength / sectorBytes))
  const sectors: number[] = []
  for (let at = 0; at < Math.min(count, FAT_IN_HEADER); at++) sectors.push(view.getUint32(76 + at * 4, true))
  let list = view.getUint32(68, true)
  while (sectors.length < count) {
    const at = sectorAt(list)
    const more = Math.min(count - sectors.length, sectorBytes / 4 - 1)
    for (let place = 0; place < more; place++) sectors.push(view.getUint32(at + place * 4, true))
    list = view.getUint32(at + sectorBytes - 4, true)
  }
  return sectors
}

/** Sectors from `start` on. One that comes again would go on for ever. */
function chain(start: number, nextOf: (sector: number) => number, most: number): number[] {
  const sectors: number[] = []
  // Everything above is a mark: of the end, of a free sector, of one of the table's own.
  for (let sector = start; sector < 0xfffffffa; sector = nextOf(sector)) {
    sectors.push(sector)
    if (sectors.length > most) throw damaged()
  }
  return sectors
}

function gathered(from: Uint8Array, starts: readonly number[], pieceBytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(starts.length * pieceBytes)
  starts.forEach((start, place) => {
    whole.set(from.subarray(start, start + pieceBytes), place * pieceBytes)
  })
  return whole
}

function readEntries(directory: Uint8Array<ArrayBuffer>): Entry[] {
  const view = new DataView(directory.buffer)
  const entries: Entry[] = []
  for (let at = 0; at + ENTRY_BYTES <= directory.length; at += ENTRY_BYTES) {
    const nameBytes = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2)
    entries.push({
      name: new TextDecoder('utf-16le').decode(directory.subarray(at, at + nameBytes)),
      type: view.getUint8(at + 66),
      left: view.getUint32(at + 68, true),
      right: view.getUint32(at + 72, true),
      child: view.getUint32(at + 76, true),
      start: view.getUint32(at + 116, true),
      bytes: view.getUint32(at + 120, true),
    })
  }
  return entries
}

/** What lies in a storage: a tree of siblings below its child. */
function childrenOf(storage: Entry, entries: readonly Entry[]): Entry[] {
  const found = new Set<Entry>()
  const open = [storage.child]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const entry = place === NO_ENTRY ? undefined : entries[place]
    if (!entry || found.has(entry)) continue
    found.add(entry)
    open.push(entry.left, entry.right)
  }
  return [...found]
}
