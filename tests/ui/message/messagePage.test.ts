import { describe, expect, it } from 'vitest'
import { renderMessagePage } from '../../../src/ui/message/messagePage'
import type { MessageView } from '../../../src/ui/message/view'
import { expectNothingForbidden, expectWellFormed, link, select, visibleText } from '../../html'

describe('a page that holds nothing but a message', () => {
  it.each<[MessageView, zh: string, en: string]>([
    [{ kind: 'forbidden', needs: 'admin' }, '这个页面只给管理员用', 'whose role is admin'],
    [{ kind: 'forbidden', needs: 'viewer' }, '这个页面只给查看者用', 'whose role is viewer'],
    [
      { kind: 'forbidden', needs: 'operator', token: { purpose: 'read', needed: 'import' } },
      '这个令牌只能用来读取数据，这里要用导入订单的令牌。',
      'This token is for reading; this needs one for imports.',
    ],
    [
      { kind: 'forbidden', needs: 'admin', token: { purpose: 'import', needed: 'people' } },
      '这个令牌只能用来导入订单，这里要用管理人员的令牌。',
      'This token is for imports; this needs one for managing people.',
    ],
    [
      { kind: 'forbidden', needs: 'viewer', token: { purpose: 'people', needed: null } },
      '这个令牌只能用来管理人员，这里要登录后才能用。',
      'This token is for managing people; this needs a person to sign in.',
    ],
    [{ kind: 'otherOrigin' }, '从别的网站发来的', 'sent from another site'],
    [{ kind: 'notFound' }, '没有这个页面', 'No such page'],
    [{ kind: 'limited', retryAfterSeconds: 42 }, '请等 42 秒，再重新加载', 'Wait 42 s, then reload'],
    [{ kind: 'error', reference: 'a1' }, '页面出错了', 'Something went wrong'],
    [{ kind: 'unavailable', reference: 'a1' }, '你的登录没有丢', 'You are still signed in'],
  ])('says what is the matter: $kind', (view, zh, en) => {
    expect(visibleText(renderMessagePage(view, 'zh'))).toContain(zh)
    const english = renderMessagePage(view, 'en')
    expect(visibleText(english)).toContain(en)
    expect(select(english, 'html').attr('lang')).toBe('en')
    expectWellFormed(english)
  })

  it('leads home from an address that there is not', () => {
    const html = renderMessagePage({ kind: 'notFound' }, 'en')
    expect(link(html, 'Home').attr('href')).toBe('/?lang=en')
    expect(link(html, 'Today Must Do').attr('href')).toBe('/?lang=en')
  })

  it('is tried again where it may be had in a while', () => {
    for (const view of [
      { kind: 'limited', retryAfterSeconds: 9 },
      { kind: 'unavailable', reference: 'a1' },
    ] as const)
      expect(select(renderMessagePage(view, 'zh'), 'a.button').attr('href')).toBe('')
  })

  it('leads to the reader’s own page where it is known who reads', () => {
    const account = (signedIn?: boolean) =>
      select(renderMessagePage({ kind: 'notFound' }, 'zh', signedIn), '.account').attr('href')
    expect([account(true), account(false), account()]).toEqual(['/me?lang=zh', '/sign-in?lang=zh', undefined])
    const forbidden = renderMessagePage({ kind: 'forbidden', needs: 'operator' }, 'zh')
    expect(link(forbidden, '我的').attr('href')).toBe('/me?lang=zh')
    const byToken = {
      kind: 'forbidden',
      needs: 'admin',
      token: { purpose: 'read', needed: 'people' },
    } as const
    expect(select(renderMessagePage(byToken, 'zh'), '.account').length).toBe(0)
  })

  it('names the reference of an error, and holds nothing that a strict policy forbids', () => {
    const html = renderMessagePage({ kind: 'error', reference: '<a1>' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 <a1>')
    expect(select(html, 'style').text()).not.toBe('')
    expectNothingForbidden(html)
    expectWellFormed(html)
  })
})
