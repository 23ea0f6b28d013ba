import { describe, expect, it } from 'vitest'
import { box, displayWidth, printable, printableJson, table } from '../../scripts/terminal'

describe('text for a terminal', () => {
  it('is cut where it is too long', () => {
    expect(printable('今日必做abc', 5)).toBe('今日必做…')
    expect(printable('今日必做', 4)).toBe('今日必做')
  })

  it('keeps JSON that means the same', () => {
    const value = { a: '\u001b\u009b\u202e\u{e0001}', 今: 1 }
    expect(printableJson(value)).not.toMatch(/\p{C}/u)
    expect(JSON.parse(printableJson(value))).toEqual(value)
  })

  it('lines up columns with Chinese in them', () => {
    expect(
      table([
        ['库存', 'x'],
        ['ab', 'y'],
      ]),
    ).toEqual(['库存  x', 'ab    y'])
  })

  it('draws a box with a straight edge', () => {
    const widths = box(['今日必做', 'abc']).split('\n').map(displayWidth)
    expect(new Set(widths).size).toBe(1)
  })
})
