import { describe, expect, it } from 'vitest'
import { renderSignInPage } from '../../../src/ui/signIn/signInPage'
import type { AskReason, SignInView } from '../../../src/ui/signIn/view'
import {
  addressOf,
  attributes,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  link,
  select,
  texts,
  visibleText,
} from '../../html'
import { HOSTILE } from '../pageFixtures'
import { SECRET } from '../peopleFixtures'

const CONFIRM: SignInView = { kind: 'confirm', secret: SECRET }

function ask(reason: AskReason, lang: 'zh' | 'en' = 'zh') {
  return renderSignInPage({ kind: 'ask', reason }, lang)
}

describe.each<SignInView>([CONFIRM, { kind: 'ask', reason: { code: 'noProof' } }, { kind: 'closed' }])(
  'a page for who is not signed in: $kind',
  (view) => {
    it('is a whole document in both languages, with nothing that a strict policy forbids', () => {
      for (const lang of ['zh', 'en'] as const) {
        const html = renderSignInPage(view, lang)
        expectWellFormed(html)
        expectNothingForbidden(html)
        expect(select(html, 'html').attr('lang')).toBe(lang === 'zh' ? 'zh-CN' : 'en')
        expect(select(html, 'style').length).toBe(1)
      }
    })

    it('leads to no page that asks for the same again', () => {
      expect(select(renderSignInPage(view, 'zh'), '.account').length).toBe(0)
    })
  },
)

describe('a personal link that was opened', () => {
  const html = renderSignInPage(CONFIRM, 'zh')

  it('shows one button, which alone uses the link', () => {
    const form = select(html, 'form')
    expect(form.attr()).toMatchObject({ method: 'post', action: '/sign-in?lang=zh' })
    expect(attributes(form, '[name="link"]', 'value')).toEqual([SECRET])
    expect(select(html, 'button').length).toBe(1)
    expect(visibleText(html)).toContain('点下面的按钮，这台设备就会登录')
  })

  it('leads to itself in the other language', () => {
    expect(link(html, 'EN English').attr('href')).toBe(`/sign-in/${SECRET}?lang=en`)
  })

  it('shows its secret to nobody who looks over a shoulder', () => {
    expect(visibleText(html)).not.toContain(SECRET)
  })
})

describe('who is nobody here yet', () => {
  it.each<[AskReason, zh: string, en: string]>([
    [{ code: 'noProof' }, '你还没有登录', 'you are not signed in'],
    [{ code: 'sessionEnded' }, '登录已经失效', 'no longer signed in'],
    [{ code: 'unknownEmail', email: 'a@b.cn' }, '请让管理员登记： a@b.cn', 'add it: a@b.cn'],
    [{ code: 'signedOut' }, '退出登录', 'signed out'],
    [{ code: 'unknownLink' }, '这个链接不对', 'is wrong'],
    [{ code: 'expiredLink', days: 7 }, '7 天没有人用，已经过期', 'for 7 days, and it has expired'],
    [{ code: 'usedUpLink', devices: 3 }, '在 3 台设备上用过', 'on 3 devices'],
  ])('is told why, and whom to ask: $code', (reason, zh, en) => {
    expect(visibleText(ask(reason))).toContain(zh)
    expect(visibleText(ask(reason))).toContain('请向管理员要登录链接')
    const english = ask(reason, 'en')
    expect(visibleText(english).replace(/\s+/g, ' ')).toContain(en)
    expectWellFormed(english)
  })

  it('may paste a link whole', () => {
    const html = ask({ code: 'noProof' })
    expect(select(html, 'form').attr()).toMatchObject({ method: 'post', action: '/sign-in?lang=zh' })
    const field = select(html, 'input[name="link"]')
    expect(field.attr()).toMatchObject({ type: 'text', autocomplete: 'off', spellcheck: 'false' })
    expect(texts(html, `label[for="${field.attr('id')}"]`)).toEqual(['已经有链接？完整粘贴到这里'])
  })

  it('is told at the field what is wrong with a link', () => {
    const html = ask({ code: 'unknownLink' })
    const field = select(html, 'input[name="link"]')
    expect(field.attr('aria-invalid')).toBe('true')
    expect(texts(html, `#${field.attr('aria-describedby')}`)).toEqual([
      '这个链接不对，或已经作废。请检查是否复制完整，或要一个新的。',
    ])
    expect(select(ask({ code: 'signedOut' }), '[aria-invalid]').length).toBe(0)
  })

  it('is spared what administrators need, unless he unfolds it', () => {
    const help = select(ask({ code: 'noProof' }), 'details:not([open])')
    expect(visibleText(help)).toContain('npm run people -- first-admin')
    expect(visibleText(help)).toContain('npm run people -- add …')
    expect(visibleText(help)).toContain('Cloudflare Access')
  })

  it('may have any address: it stays text, and keeps its direction to itself', () => {
    const html = ask({ code: 'unknownEmail', email: HOSTILE })
    expectNothingForbidden(html)
    expectWellFormed(html)
    expectOwnDirection(html, '</style>', 0)
  })
})

describe('a deployment that is not open', () => {
  it('says so, and to administrators how to open it', () => {
    const html = renderSignInPage({ kind: 'closed' }, 'zh')
    expect(visibleText(html)).toContain('还没有开放')
    const help = select(html, 'details:not([open])')
    expect(texts(help, 'code')).toEqual(['ACCESS_MODE=people', 'ACCESS_MODE=public'])
    expect(addressOf(link(html, 'EN English')).search).toBe('?lang=en')
    expect(select(html, 'form').length).toBe(0)
  })
})
