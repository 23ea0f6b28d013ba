import { describe, expect, it } from 'vitest'
import { renderMessagePage } from '../../../src/ui/message/messagePage'
import { expectNothingForbidden, expectWellFormed, link, select, visibleText } from '../../html'

describe('a page that holds nothing but a message', () => {
  it('says how to open a closed deployment', () => {
    const html = renderMessagePage({ kind: 'closed' }, 'zh')
    expect(visibleText(html)).toContain('ACCESS_MODE=public')
    expectWellFormed(html)
  })

  it('leads home from an address that there is not', () => {
    const html = renderMessagePage({ kind: 'notFound' }, 'en')
    expect(visibleText(html)).toContain('No such page')
    expect(select(html, 'html').attr('lang')).toBe('en')
    expect(link(html, 'Home').attr('href')).toBe('/?lang=en')
    expectWellFormed(html)
  })

  it('names the reference of an error, and holds nothing that a strict policy forbids', () => {
    const html = renderMessagePage({ kind: 'error', reference: '<a1>' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 <a1>')
    expect(select(html, 'style').text()).not.toBe('')
    expectNothingForbidden(html)
    expectWellFormed(html)
  })
})
