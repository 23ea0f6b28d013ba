/** A file as a browser or a command has it, and what it holds. A browser's `File` is one. */
export interface SourceFile {
  name: string
  size: number
  /** Some of its bytes. */
  slice(start: number, end: number): Slice
}

interface Slice {
  stream(): ReadableStream<Uint8Array>
}

/** One table, for `readOrders`. */
export interface FileTable {
  /** Bytes of the file that are read for it: what progress is measured by. */
  sourceBytes: number
  /**
   * Its text, or the text packed with gzip. The stream fails where the file turns out not to be what it seemed.
   * @param onRead told how many bytes of `sourceBytes` were read since it was told last
   */
  open(onRead?: (bytes: number) => void): ReadableStream<Uint8Array>
  /** Why its stream failed; undefined where it did not, or for no reason of the file's own. */
  refusal(): FileRefusal | undefined
}

/** One export: a file, or one of a zip. */
export type FilePart = {
  /** `file.zip/inner.csv` of a zip's. */
  name: string
} & (
  | {
      status: 'tables'
      /** Those of a workbook's sheets, the longest first: the first that holds orders is the export. */
      tables: FileTable[]
    }
  | { status: 'refused'; refusal: FileRefusal }
)

/** Why a file cannot be opened; what is said of it are the words of the page that imports, and of the command. */
export type FileRefusal =
  /** It has to be unpacked as a whole, or in all, beyond what memory holds. */
  | { code: 'tooLarge'; limitBytes: number }
  | { code: 'tooManyCells'; limitCells: number }
  /** More than a sheet, a workbook or a zip of exports has. */
  | { code: 'tooMany'; what: 'rows' | 'columns' | 'sheets' | 'texts' | 'styles' | 'files'; limit: number }
  | { code: 'cellTooLong'; limitChars: number }
  | { code: 'encrypted'; what: 'workbook' | 'zip' }
  | { code: 'damaged'; what: 'workbook' | 'zip' | 'gzip' }
  /** A workbook none of whose sheets is a table, or HTML without one. */
  | { code: 'noTable'; what: 'workbook' | 'html' }
  | { code: 'emptyZip' }
  /** A file of something else. */
  | { code: 'otherFormat'; format: 'pdf' | 'image' | 'archive' | 'document' }
  /** The system does not hand its bytes out: it was moved, changed or locked. */
  | { code: 'unreadable' }

/** Ends the opening of a file from wherever its fault is found. */
export class FileRefusedError extends Error {
  readonly refusal: FileRefusal

  constructor(refusal: FileRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
