/** Whether a file was pasted behind itself, told by a number for each of its rows. */

/** Room for the first rows; it doubles whenever it is full. */
const FIRST_CAPACITY = 4096

export interface RowHashes {
  add(line: number, cells: readonly string[]): void
  /**
   * The physical line on which the second half begins, where it repeats the first row by row. Equal rows alone are
   * no repetition: what was bought twice stands twice.
   */
  secondHalf(): number | undefined
}

export function createRowHashes(): RowHashes {
  let hashes = new Int32Array(FIRST_CAPACITY)
  let lines = new Int32Array(FIRST_CAPACITY)
  let count = 0

  return {
    add(line, cells) {
      if (count === hashes.length) {
        hashes = doubled(hashes)
        lines = doubled(lines)
      }
      hashes[count] = hashOf(cells)
      lines[count] = line
      count++
    },
    secondHalf() {
      const half = count / 2
      if (half < 2 || !Number.isInteger(half)) return undefined
      let differing = false
      for (let at = 0; at < half; at++) {
        if (hashes[at] !== hashes[at + half]) return undefined
        differing ||= hashes[at] !== hashes[0]
      }
      return differing ? lines[half] : undefined
    },
  }
}

function doubled(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** FNV-1a of the characters, each cell ended by a character that none holds. */
function hashOf(cells: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const cell of cells) {
    for (let at = 0; at < cell.length; at++) hash = Math.imul(hash ^ cell.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ 0x1ffff, 0x01000193)
  }
  return hash | 0
}
