import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { RULES } from '../../../src/diagnosis/rules/index'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import { ready, SHELL } from '../fixtures'
import { attributes, expectWellFormed, visibleText } from '../html'

const FIRST_CHUNK_LIMIT_BYTES = 14 * 1024

describe('the shell', () => {
  it('fits into the first packets of a connection, in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      expect(gzipSync(renderShell({ ...SHELL, lang })).length).toBeLessThanOrEqual(FIRST_CHUNK_LIMIT_BYTES)
    }
  })

  it('shows every section and rule by its name, and no figure', () => {
    const text = visibleText(renderShell(SHELL))
    for (const name of ['紧急处理', '关注观察', '今日亮点', '订单数', '净利润']) expect(text).toContain(name)
    for (const { view } of Object.values(RULES)) expect(text).toContain(view.words.zh.name)
    expect(text).not.toContain('¥')
  })

  it('names the store that was asked for, and else all stores', () => {
    expect(visibleText(renderShell({ ...SHELL, stores: ['朝阳店'] }))).toContain('朝阳店')
    expect(visibleText(renderShell({ ...SHELL, stores: ['朝阳店', '海淀店'] }))).toContain('朝阳店 等 2 家')
    expect(visibleText(renderShell(SHELL))).toContain('全部门店')
  })

  it('holds its styles, and nothing else that a strict policy forbids', () => {
    const html = renderShell(SHELL) + renderCard(ready(), SHELL)
    expect(html.match(/<style>/g)).toHaveLength(2)
    expect(html).not.toContain('<script')
    const names = attributes(html).map((attribute) => attribute.split('=')[0])
    expect(names).not.toContain('style')
    expect(names.filter((name) => name?.startsWith('on'))).toEqual([])
    expect(
      attributes(html).filter((attribute) => /^(src|href|action)=(https?:)?\/\//.test(attribute)),
    ).toEqual([])
  })

  it('leaves a document open that the card completes', () => {
    for (const lang of ['zh', 'en'] as const) {
      const shell = { ...SHELL, lang, stores: ['示例门店21'] }
      expectWellFormed(renderShell(shell) + renderCard(ready(), shell))
    }
  })

  it('gives way to the card that follows it', () => {
    const html = renderShell(SHELL) + renderCard(ready(), SHELL)
    expect(html).toContain('<style>.skeleton{display:none}</style><div class="card">')
    expect(html.indexOf('<div class="skeleton">')).toBeLessThan(html.indexOf('<div class="card">'))
    // Siblings: both stand in <main> itself.
    expect(html).toMatch(/<main><div class="skeleton">/)
    expect(html).toMatch(/<\/div><style>[^<]*<\/style><div class="card">/)
  })

  it('has the boxes of the card in the card’s order', () => {
    const boxes = (html: string) =>
      [...html.matchAll(/class="(rule rule-\w+|section \w+|actions|kpis|page-head)\b/g)].map((m) => m[1])
    expect(boxes(renderShell(SHELL).split('</style>')[1] ?? '')).toEqual(boxes(renderCard(ready(), SHELL)))
    expect(boxes(renderCard(ready(), SHELL))).toHaveLength(Object.keys(RULES).length + 6)
  })

  it('leads to itself in the other language, with the same stores and day', () => {
    const html = renderShell({ ...SHELL, stores: ['甲&乙', '丙'], date: '2026-01-18' })
    expect(html).toContain(
      'href="/?store=%E7%94%B2%26%E4%B9%99&amp;store=%E4%B8%99&amp;date=2026-01-18&amp;lang=en"',
    )
  })
})
