/** The file of a form, taken as it comes: one of many megabytes is never held as a whole. */

export interface UploadedFile {
  /** As the sender's system calls it; '' where no file was chosen. */
  name: string
  body: AsyncIterable<Uint8Array>
}

/** Headers of a part are a line or two. */
const MAX_HEADER_BYTES = 16_384
const encoder = new TextEncoder()
const HEADER_END = encoder.encode('\r\n\r\n')

/** The first part of a multipart form, which the file is; undefined where the body is no such form. */
export async function uploadedFile(request: Request): Promise<UploadedFile | undefined> {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(
      request.headers.get('content-type') ?? '',
    ) ?? []
  const boundary = quoted ?? plain
  const reader = request.body?.getReader()
  if (!boundary || !reader) return undefined
  let held: Uint8Array = new Uint8Array()
  let headerEnd = -1
  while (headerEnd === -1) {
    const step = await reader.read()
    if (step.done || held.length > MAX_HEADER_BYTES) return undefined
    held = joined(held, step.value)
    headerEnd = indexOf(held, HEADER_END)
  }
  const name = nameIn(new TextDecoder().decode(held.subarray(0, headerEnd)))
  if (name === undefined) return undefined
  const first = held.subarray(headerEnd + HEADER_END.length)
  return { name, body: untilDelimiter(reader, first, encoder.encode(`\r\n--${boundary}`)) }
}

/** Browsers write quotation marks and line ends of a name as `%22`, `%0D` and `%0A`, and nothing else otherwise than it is. */
function nameIn(header: string): string | undefined {
  const [, name] = /;\s*filename="([^"]*)"/i.exec(header) ?? []
  return name?.replaceAll('%22', '"').replaceAll(/%0[AD]/g, ' ')
}

/** What comes before the end of the part. What follows is read, for nothing: or the sender would never see the answer. */
async function* untilDelimiter(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  first: Uint8Array,
  delimiter: Uint8Array,
): AsyncGenerator<Uint8Array> {
  let held = first
  for (let end = indexOf(held, delimiter); ; end = indexOf(held, delimiter)) {
    if (end !== -1) {
      yield held.slice(0, end)
      while (!(await reader.read()).done);
      return
    }
    // The delimiter may have begun.
    const sure = Math.max(0, held.length - delimiter.length + 1)
    if (sure > 0) yield held.slice(0, sure)
    const step = await reader.read()
    if (step.done) throw new Error('the form broke off')
    held = joined(held.slice(sure), step.value)
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  const [start = 0] = wanted
  for (let at = bytes.indexOf(start); at !== -1; at = bytes.indexOf(start, at + 1)) {
    if (at + wanted.length > bytes.length) return -1
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at
  }
  return -1
}
