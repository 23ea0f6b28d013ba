import { describe, expect, it } from 'vitest'
import { renderMePage } from '../../../src/ui/me/mePage'
import type { MeProps } from '../../../src/ui/me/props'
import {
  attributes,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  select,
  texts,
  visibleText,
} from '../../html'
import { HOSTILE } from '../pageFixtures'
import { NOW, SECRET, sessionOf, tokenOf } from '../peopleFixtures'

type View = MeProps['view']

function page(view: Partial<View> = {}, lang: 'zh' | 'en' = 'zh') {
  return renderMePage(
    {
      status: 'ready',
      origin: 'https://today.example',
      name: '李雷',
      role: 'viewer',
      email: null,
      stores: ['朝阳店', '海淀店'],
      sessions: [sessionOf({ id: 7 }), sessionOf({ id: 8, device: 'Windows · Edge', country: null })],
      thisSessionId: 7,
      tokens: [],
      purposes: ['read'],
      nowIso: NOW,
      ...view,
    },
    lang,
  )
}

/** Where the forms of a page lead. */
const actions = (html: string) => attributes(html, 'form[method="post"]', 'action')

describe('the own page', () => {
  it('is a whole document in both languages, with nothing that a strict policy forbids', () => {
    for (const lang of ['zh', 'en'] as const) {
      const html = page({}, lang)
      expectWellFormed(html)
      expectNothingForbidden(html)
      expect(select(html, 'style').length).toBe(1)
    }
    expect(link(page(), 'EN English').attr('href')).toBe('/me?lang=en')
  })

  it('says who one is, and what one may do', () => {
    expect(texts(page(), 'h2')).toEqual(['李雷'])
    expect(visibleText(page({ email: 'a@b.cn' }))).toContain('a@b.cn')
  })

  it.each([
    ['viewer', '查看者 看自己门店的诊断', 'Viewer sees the diagnosis of their own stores'],
    [
      'operator',
      '运营 看自己门店的诊断，并能导入其订单',
      'Operator sees the diagnosis of their own stores and imports orders for them',
    ],
    [
      'admin',
      '管理员 看全部门店的诊断，能导入订单，管理人员，看操作记录',
      'Admin sees all stores, imports orders, manages people',
    ],
  ] as const)('says all that a role may, for no other role stands beside it: %s', (role, zh, en) => {
    expect(texts(page({ role }), '.about')).toEqual([zh])
    expect(texts(page({ role }, 'en'), '.about').join()).toContain(en)
  })

  it('leads to each store of one’s own, or to all', () => {
    expect(link(page(), '朝阳店').attr('href')).toBe('/?store=%E6%9C%9D%E9%98%B3%E5%BA%97&lang=zh')
    expect(link(page({ stores: null }), '全部门店，包括以后新开的').attr('href')).toBe('/?store=&lang=zh')
    expect(visibleText(page({ stores: [] }))).toContain('还没有门店。请问管理员')
  })

  it('leads admins alone to people and the audit trail', () => {
    const paths = (html: string) => hrefs(html).filter((href) => /^\/(people|audit)/.test(href))
    expect(paths(page({ role: 'admin' }))).toEqual(['/people?lang=zh', '/audit?lang=zh'])
    expect(paths(page({ role: 'operator' }))).toEqual([])
  })

  it('changes the language, each by its own name', () => {
    const form = select(page(), 'form[action="/me/language?lang=zh"]')
    expect(attributes(form, 'button[name="lang"]', 'value')).toEqual(['zh', 'en'])
    expect(texts(form, 'button')).toEqual(['中文', 'English'])
    expect(texts(form, '[aria-current]')).toEqual(['中文'])
  })

  it('says why it cannot be had, and where to look for the cause', () => {
    const html = renderMePage({ status: 'unavailable', reason: 'database', reference: 'ab12' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 ab12')
    expect(link(html, '重新加载').attr('href')).toBe('/me?lang=zh')
    expectWellFormed(html)
  })
})

describe('devices', () => {
  it('are told apart, and the one that is read with is named', () => {
    const [first = '', second = '', ...others] = texts(page(), '.proofs li')
    expect(others).toEqual([])
    for (const part of ['iPhone · Safari', '这台设备', '中国', '2025年11月3日登录', '最近使用：1月18日'])
      expect(first).toContain(part)
    expect(second).toContain('Windows · Edge')
    expect(second).not.toContain('这台设备')
  })

  it('are signed out one by one, or all others; this one by signing out alone', () => {
    const html = page()
    expect(actions(html).filter((path = '') => /session|sign-out/.test(path))).toEqual([
      '/me/sessions/8/end?lang=zh',
      '/me/sessions/end-others?lang=zh',
      '/sign-out?lang=zh',
    ])
    expect(attributes(html, '.proofs button', 'aria-label')).toContain('退出: Windows · Edge')
    expect(visibleText(html)).toContain('这里马上生效，其他地方一分钟内生效')
  })

  it('offer no other ones to sign out where there are none', () => {
    expect(actions(page({ sessions: [sessionOf({ id: 7 })] }))).not.toContain(
      '/me/sessions/end-others?lang=zh',
    )
  })

  it('sign nobody out who came through Cloudflare Access', () => {
    const html = page({ thisSessionId: null, sessions: [] })
    expect(actions(html)).not.toContain('/sign-out?lang=zh')
    expect(visibleText(html)).toContain('经 Cloudflare Access 进来')
    expect(visibleText(html)).toContain('没有登录的设备')
  })
})

describe('tokens', () => {
  it('say what they are for and when they were used last, and are revoked', () => {
    const html = page({
      tokens: [tokenOf(), tokenOf({ id: 6, name: '看板', purpose: 'read', usedAt: '2026-01-19T00:00:00Z' })],
    })
    expect(visibleText(html)).toContain('夜间导入 导入 1月2日新建 从未使用')
    expect(visibleText(html)).toContain('看板 读取 1月2日新建 最近使用：今天')
    expect(actions(html)).toContain('/me/tokens/6/revoke?lang=zh')
  })

  it('are made for what one’s role carries, in a form that most people leave folded', () => {
    const form = select(page({ purposes: ['read', 'import'] }), 'details:not([open]) form')
    expect(form.attr('action')).toBe('/me/tokens?lang=zh')
    expect(attributes(form, '[name="purpose"]', 'value')).toEqual(['read', 'import'])
    expect(attributes(form, '[name="purpose"][checked]', 'value')).toEqual(['read'])
    expect(select(form, '[name="name"]').length).toBe(1)
  })

  it.each([
    ['tokenNameMissing', '请给令牌起个名称', 'input[name="name"]'],
    ['unreadablePurpose', '请选择令牌的用途', 'fieldset'],
  ] as const)('that were not made say why, where it is put right: %s', (code, words, selector) => {
    const html = page({ refused: { code } })
    const field = select(html, `details[open] ${selector}`)
    expect(field.attr('aria-invalid')).toBe('true')
    expect(texts(html, `#${field.attr('aria-describedby')}`).join()).toContain(words)
    expectWellFormed(html)
  })

  it('may be too many', () => {
    expect(visibleText(page({ refused: { code: 'tooManyTokens' } }))).toContain('请先作废不用的')
  })

  it.each([
    ['read', `curl -H "Authorization: Bearer ${SECRET}" https://today.example/api/diagnosis`],
    [
      'import',
      `curl -H "Authorization: Bearer ${SECRET}" --data-binary @orders.csv https://today.example/api/import`,
    ],
    ['people', `curl -H "Authorization: Bearer ${SECRET}" https://today.example/api/people`],
  ] as const)('are shown once, with how they are used: %s', (purpose, command) => {
    const newToken = { name: '夜间导入', purpose, secret: SECRET }
    const html = page({ newToken, origin: 'https://today.example' })
    expect(attributes(html, 'input[readonly]', 'value')).toEqual([SECRET])
    expect(visibleText(html)).toContain('只显示这一次')
    expect(texts(html, 'pre')).toEqual([command])
    expectWellFormed(html)
  })
})

it('names that anybody may have written stay text and keep their direction to themselves', () => {
  const html = page({
    name: HOSTILE,
    email: HOSTILE,
    stores: [HOSTILE],
    sessions: [sessionOf({ device: HOSTILE })],
    tokens: [tokenOf({ name: HOSTILE })],
    newToken: { name: HOSTILE, purpose: 'read', secret: SECRET },
  })
  expectNothingForbidden(html)
  expectWellFormed(html)
  expectOwnDirection(html, '</style>', 5)
})

it('names that nobody can see have a word in their place', () => {
  const html = page({ name: '\u200b', sessions: [sessionOf({ device: '' })], stores: [' '] })
  expect(texts(html, 'h2')).toEqual(['（未命名）'])
  expect(visibleText(html)).toContain('未知设备')
})
