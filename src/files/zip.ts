import { bytesOf, counted, unpacked } from './bytes'
import { FileRefusedError, type SourceFile } from './fileParts'
import type { OnRead } from './table'

/** The directory of a zip file, and its entries as streams: nothing is unpacked before it is asked for. */

export interface ZipEntry {
  name: string
  packedBytes: number
  /** As the directory says: a stream that unpacks to more is broken off by whoever reads it. */
  unpackedBytes: number
  /**
   * @param onRead told how many packed bytes were read
   * @throws FileRefusedError where it has a password, or is packed in a way that nobody else uses
   */
  open(onRead?: OnRead): Promise<ReadableStream<Uint8Array>>
}

const END_SIGNATURE = 0x06054b50
const END_BYTES = 22
const MAX_COMMENT_BYTES = 65_535
const END_64_SIGNATURE = 0x06064b50
const LOCATOR_64_SIGNATURE = 0x07064b50
const LOCATOR_64_BYTES = 20
const END_64_BYTES = 56
const ENTRY_SIGNATURE = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL_SIGNATURE = 0x04034b50
const LOCAL_BYTES = 30
/** In the place of a number that needs eight bytes, which stand elsewhere then. */
const ELSEWHERE = 0xffffffff
const EXTRA_64 = 0x0001
const FLAG_ENCRYPTED = 0x1
const FLAG_UTF8 = 0x800
const STORED = 0
const DEFLATED = 8
/** Packed with a password, by a newer way than that of the flag. */
const AES = 99
/** A directory of more is none of exports; a workbook's has a few of each sheet, and of each picture. */
const MAX_DIRECTORY_BYTES = 16_000_000
const MAX_ENTRIES = 10_000

/** @throws FileRefusedError where the file is no whole zip */
export async function readZip(file: SourceFile): Promise<ZipEntry[]> {
  try {
    return entriesOf(file, await readDirectory(file))
  } catch (error) {
    // A number that points outside of what it was read from.
    if (error instanceof RangeError) throw damaged()
    throw error
  }
}

function damaged(): FileRefusedError {
  return new FileRefusedError({ code: 'damaged', what: 'zip' })
}

async function readDirectory(file: SourceFile): Promise<Uint8Array> {
  const tailAt = Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES - LOCATOR_64_BYTES)
  const tail = viewOf(await bytesOf(file, tailAt, file.size))
  let endAt = tail.byteLength - END_BYTES
  while (endAt >= 0 && tail.getUint32(endAt, true) !== END_SIGNATURE) endAt--
  if (endAt < 0) throw damaged()
  let bytes = tail.getUint32(endAt + 12, true)
  let at = tail.getUint32(endAt + 16, true)
  const locatorAt = endAt - LOCATOR_64_BYTES
  if (locatorAt >= 0 && tail.getUint32(locatorAt, true) === LOCATOR_64_SIGNATURE) {
    const end64At = long(tail, locatorAt + 8)
    const end64 = viewOf(await bytesOf(file, end64At, end64At + END_64_BYTES))
    if (end64.getUint32(0, true) !== END_64_SIGNATURE) throw damaged()
    bytes = long(end64, 40)
    at = long(end64, 48)
  }
  if (bytes > MAX_DIRECTORY_BYTES || at + bytes > file.size) throw damaged()
  return bytesOf(file, at, at + bytes)
}

function entriesOf(file: SourceFile, directory: Uint8Array): ZipEntry[] {
  const view = viewOf(directory)
  const entries: ZipEntry[] = []
  let bytesLeft = file.size
  for (let at = 0; at + ENTRY_BYTES <= directory.length; ) {
    if (view.getUint32(at, true) !== ENTRY_SIGNATURE) throw damaged()
    const flags = view.getUint16(at + 8, true)
    const nameEnd = at + ENTRY_BYTES + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const method = view.getUint16(at + 10, true)
    const place = placeOf(view, at, nameEnd, extraEnd)
    // Entries that lie over one another unpack to any size from nothing.
    bytesLeft -= place.packedBytes
    if (bytesLeft < 0) throw damaged()
    if (entries.length === MAX_ENTRIES) {
      throw new FileRefusedError({ code: 'tooMany', what: 'files', limit: MAX_ENTRIES })
    }
    entries.push({
      name: entryName(directory.subarray(at + ENTRY_BYTES, nameEnd), flags),
      packedBytes: place.packedBytes,
      unpackedBytes: place.unpackedBytes,
      open: (onRead) => openEntry(file, { ...place, flags, method }, onRead),
    })
    at = extraEnd + view.getUint16(at + 32, true)
  }
  return entries
}

interface Place {
  packedBytes: number
  unpackedBytes: number
  localAt: number
}

function placeOf(view: DataView, at: number, extraAt: number, extraEnd: number): Place {
  const unpackedBytes = view.getUint32(at + 24, true)
  const packedBytes = view.getUint32(at + 20, true)
  const localAt = view.getUint32(at + 42, true)
  let long64 = -1
  for (let extra = extraAt; extra + 4 <= extraEnd; extra += 4 + view.getUint16(extra + 2, true)) {
    if (view.getUint16(extra, true) === EXTRA_64) long64 = extra + 4
  }
  // Those numbers alone stand there that have no room in their own place.
  const real = (value: number) => {
    if (value !== ELSEWHERE || long64 < 0) return value
    long64 += 8
    return long(view, long64 - 8)
  }
  return { unpackedBytes: real(unpackedBytes), packedBytes: real(packedBytes), localAt: real(localAt) }
}

async function openEntry(
  file: SourceFile,
  { localAt, packedBytes, flags, method }: Place & { flags: number; method: number },
  onRead?: OnRead,
): Promise<ReadableStream<Uint8Array>> {
  if (flags & FLAG_ENCRYPTED || method === AES) {
    throw new FileRefusedError({ code: 'encrypted', what: 'zip' })
  }
  if (method !== STORED && method !== DEFLATED) {
    throw new FileRefusedError({ code: 'otherFormat', format: 'archive' })
  }
  const local = viewOf(await bytesOf(file, localAt, Math.min(file.size, localAt + LOCAL_BYTES)))
  if (local.byteLength < LOCAL_BYTES || local.getUint32(0, true) !== LOCAL_SIGNATURE) throw damaged()
  const start = localAt + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true)
  const bytes = file.slice(start, start + packedBytes).stream()
  const packed = onRead ? counted(bytes, onRead) : bytes
  return method === STORED ? packed : unpacked(packed, 'deflate-raw')
}

/** As Windows writes it in China where it does not say that it is UTF-8; of a workbook's own parts, with any slashes. */
function entryName(bytes: Uint8Array, flags: number): string {
  const text = flags & FLAG_UTF8 ? new TextDecoder().decode(bytes) : ofUnknownEncoding(bytes)
  return text.replaceAll('\\', '/')
}

function ofUnknownEncoding(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gbk').decode(bytes)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function long(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
}
