/** Text for a terminal. */

/** Controls, line and paragraph separators, zero-width and direction marks: they move cursors or hide text. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * The text with everything that a terminal would obey written out, so that a value from a file can be shown.
 * @param maxChars longer texts are cut, with an ellipsis
 */
export function printable(text: string, maxChars = 200): string {
  const visible = text.replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
  const chars = [...visible]
  return chars.length <= maxChars ? visible : `${chars.slice(0, maxChars - 1).join('')}…`
}

/** JSON is safe but for C1 controls and direction marks, which it leaves as they are. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, (char) => {
    const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/

/** Columns that the text takes in a terminal: Chinese characters take two. */
export function displayWidth(text: string): number {
  return [...text].reduce((width, char) => width + (WIDE.test(char) ? 2 : 1), 0)
}

function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Rows as columns of equal width, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))
  }
  return rows.map((row) =>
    row
      .map((cell, i) => padToWidth(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

export function indented(lines: readonly string[], spaces = 2): string[] {
  return lines.map((line) => ' '.repeat(spaces) + line)
}

export function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map(displayWidth))
  const edge = '─'.repeat(width + 4)
  const inner = lines.map((line) => `│  ${padToWidth(line, width)}  │`)
  return [`┌${edge}┐`, ...inner, `└${edge}┘`].join('\n')
}

/** `1,234,567` */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
