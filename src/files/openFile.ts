import type { FilePart, SourceFile } from './fileParts'

/** Opens a file: what it holds that can be imported, told by its content. Names may say anything. */
export async function openFile(file: SourceFile): Promise<FilePart[]> {
  return [{ name: file.name, status: 'refused', refusal: { code: 'unreadable' } }]
}
