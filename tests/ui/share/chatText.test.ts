import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatText, MAX_CHAT_BYTES, nameInChat } from '../../../src/ui/share/chatText'

const LINK = 'https://shop.example/rules/stockouts?date=2026-01-18'
const bytesOf = (text: string) => new TextEncoder().encode(text).length
const more = (left: number) => `+${left}`

describe('a text for a chat', () => {
  it('is a title, lines and a link, each a line of its own', () => {
    expect(chatText({ title: '缺货 · 一店', lines: ['1. 可乐', '2. 冰杯'], link: LINK })).toBe(
      `缺货 · 一店\n1. 可乐\n2. 冰杯\n${LINK}`,
    )
  })

  it('says how many lines there are that it was not given', () => {
    expect(chatText({ title: 't', lines: ['1'], link: LINK, unlisted: 7, more })).toBe(`t\n1\n+7\n${LINK}`)
  })

  it.each([
    ['line breaks', '可乐\r\n2. 假的\u2028一行\u0085\v\f', '可乐 2. 假的 一行'],
    ['control characters', 'a\u0000b\u001b[31mc\u0007', 'a b [31mc'],
    ['marks that turn the direction', '\u202e可\u2066乐\u200f', '可乐'],
    ['characters that nobody sees', '可\u200b乐\ufeff', '可乐'],
    ['halves of characters', '可\ud83d乐', '可\ufffd乐'],
    ['blanks of all kinds', '\u3000可乐\u00a0\t\u2009330ml ', '可乐 330ml'],
  ])('keeps to its line whatever a name holds: %s', (_, hostile, plain) => {
    expect(chatText({ title: hostile, lines: [hostile], link: LINK })).toBe(`${plain}\n${plain}\n${LINK}`)
  })

  it('leaves out whole lines from the end where they are too many, and says how many', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i + 1}. ${'长'.repeat(40)}`)
    const text = chatText({ title: '缺货', lines, link: LINK, unlisted: 5, more })
    expect(bytesOf(text)).toBeLessThanOrEqual(MAX_CHAT_BYTES)
    const said = text.split('\n')
    const kept = said.length - 3
    expect(said.slice(1, -2)).toEqual(lines.slice(0, kept))
    expect(said.at(-2)).toBe(`+${60 - kept + 5}`)
    expect(said.at(-1)).toBe(LINK)
    // One more would not have fitted.
    expect(bytesOf(text) + bytesOf(`${lines[kept]}\n`)).toBeGreaterThan(MAX_CHAT_BYTES)
  })

  it('is never too long, and never has a line more than it says', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 400 })
    fc.assert(
      fc.property(anything, fc.array(anything, { maxLength: 80 }), fc.webUrl(), (title, lines, link) => {
        const text = chatText({ title, lines, link, more })
        expect(bytesOf(text)).toBeLessThanOrEqual(MAX_CHAT_BYTES)
        expect(text.isWellFormed()).toBe(true)
        expect(text.split('\n').length).toBeLessThanOrEqual(lines.length + 2)
        expect(text).not.toMatch(/[\r\v\f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069]/)
      }),
    )
  })

  it('leaves a link out that would leave no room, for a part of one leads elsewhere', () => {
    const text = chatText({ title: 't', lines: ['1'], link: `${LINK}&store=${'x'.repeat(3_000)}` })
    expect(text).toBe('t\n1')
  })

  it('cuts a name between two characters, so that what is said of it stays in its line', () => {
    const name = nameInChat('🍺'.repeat(100))
    expect(name).toBe(`${'🍺'.repeat(47)}…`)
    expect(nameInChat('可乐')).toBe('可乐')
  })
})
