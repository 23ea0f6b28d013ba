import { type FileRefusal, FileRefusedError, type FileTable } from './fileParts'

/** Tells how many bytes of the file were read. */
export type OnRead = (bytes: number) => void

/**
 * A table whose text is made as it is read.
 * @param piecesOf from the beginning, each time it is called
 */
export function tableOf(
  sourceBytes: number,
  piecesOf: (onRead: OnRead) => AsyncGenerator<Uint8Array>,
): FileTable {
  let refusal: FileRefusal | undefined
  return {
    sourceBytes,
    refusal: () => refusal,
    open(onRead = () => undefined) {
      const pieces = piecesOf(onRead)
      return new ReadableStream<Uint8Array>({
        async pull(controller) {
          try {
            const { value, done } = await pieces.next()
            if (done) controller.close()
            else controller.enqueue(value)
          } catch (error) {
            if (error instanceof FileRefusedError) refusal = error.refusal
            throw error
          }
        },
        async cancel() {
          await pieces.return(undefined)
        },
      })
    },
  }
}
