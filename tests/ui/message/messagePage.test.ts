import { describe, expect, it } from 'vitest'
import { renderMessagePage } from '../../../src/ui/message/messagePage'
import { expectWellFormed, visibleText } from '../html'

describe('a page that holds nothing but a message', () => {
  it('says how to open a closed deployment', () => {
    const html = renderMessagePage({ kind: 'closed' }, 'zh')
    expect(visibleText(html)).toContain('ACCESS_MODE=public')
    expectWellFormed(html)
  })

  it('leads home from an address that there is not', () => {
    const html = renderMessagePage({ kind: 'notFound' }, 'en')
    expect(visibleText(html)).toContain('No such page')
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('<a class="button" href="/?lang=en">Home</a>')
    expectWellFormed(html)
  })

  it('names the reference of an error, and holds nothing that a strict policy forbids', () => {
    const html = renderMessagePage({ kind: 'error', reference: '<a1>' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 <a1>')
    expect(html).toMatch(/<style>[^<]+<\/style>/)
    expect(html).not.toContain('<script')
    expectWellFormed(html)
  })
})
