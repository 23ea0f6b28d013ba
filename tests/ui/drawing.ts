import type { Point } from '../../src/ui/chart/scale'

/** The points of each line of an SVG path, however it writes its numbers; a dot is a line of one. */
export function linesOf(path: string | undefined): Point[][] {
  const lines: Point[][] = []
  for (const [, command, x, y] of (path ?? '').matchAll(/([ML])(-?[\d.]+) (-?[\d.]+)/g)) {
    if (command === 'M') lines.push([])
    lines.at(-1)?.push({ x: Number(x), y: Number(y) })
  }
  return lines
}
