import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { RULES, SECTION_NAMES } from '../../../src/diagnosis/rules/index'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import { each, expectNothingForbidden, expectWellFormed, link, select, visibleText } from '../../html'
import { ready, SHELL } from '../fixtures'

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
    expect(select(html, 'style').length).toBe(2)
    expectNothingForbidden(html)
  })

  it('leaves a document open that the card completes', () => {
    for (const lang of ['zh', 'en'] as const) {
      const shell = { ...SHELL, lang, stores: ['示例门店21'] }
      expectWellFormed(renderShell(shell) + renderCard(ready(), shell))
    }
  })

  it('gives way to the card that follows it', () => {
    const html = renderShell(SHELL) + renderCard(ready(), SHELL)
    // Siblings: all of them stand in <main> itself.
    expect(select(html, 'main > .skeleton ~ style ~ .card').length).toBe(1)
    expect(select(html, 'main > style').text()).toBe('.skeleton{display:none}')
  })

  it('has the boxes of the card in the card’s order', () => {
    const names = [
      ...['.page-head', '.headline', '.tasks', '.kpis'],
      ...SECTION_NAMES.map((section) => `.section.${section}`),
      ...Object.keys(RULES).map((rule) => `.rule-${rule}`),
    ]
    const boxes = (html: string) =>
      each(select(html, names.join())).map((box) => names.find((name) => box.is(name)))
    expect(boxes(renderShell(SHELL))).toEqual(boxes(renderCard(ready(), SHELL)))
    expect(boxes(renderCard(ready(), SHELL))).toHaveLength(Object.keys(RULES).length + 7)
  })

  it('leads by its name to the latest day of the same stores', () => {
    const html = renderShell({ ...SHELL, stores: ['甲', '丙'], date: '2026-01-18', channel: '饿了么' })
    expect(link(html, '今日必做').attr('href')).toBe('/?store=%E7%94%B2&store=%E4%B8%99&lang=zh')
    expect(link(renderShell(SHELL), '今日必做').attr('href')).toBe('/?store=&lang=zh')
  })

  it('leads to the reader’s own page, or to where he signs in', () => {
    expect(link(renderShell(SHELL), '我的').attr('href')).toBe('/me?lang=zh')
    const stranger = renderShell({ ...SHELL, signedIn: false, lang: 'en' })
    expect(link(stranger, 'Sign in').attr('href')).toBe('/sign-in?lang=en')
    expect(select(stranger, '.account').length).toBe(1)
  })

  it('leads to itself in the other language, with the same stores and day', () => {
    const html = renderShell({ ...SHELL, stores: ['甲&乙', '丙'], date: '2026-01-18' })
    expect(link(html, 'EN English').attr('href')).toBe(
      '/?store=%E7%94%B2%26%E4%B9%99&store=%E4%B8%99&date=2026-01-18&lang=en',
    )
  })
})
