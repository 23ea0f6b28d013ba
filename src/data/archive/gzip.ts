/** Text packed with gzip, by the platform's own streams. */

export async function gzipped(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}

/** @throws Error where the bytes are not gzip, or unpack to more than so many */
export async function gunzipped(bytes: Uint8Array<ArrayBuffer>, maxBytes: number): Promise<string> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [text, length] = ['', 0]
  for await (const chunk of unpacked) {
    length += chunk.length
    if (length > maxBytes) throw new Error(`it unpacks to more than ${maxBytes} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
