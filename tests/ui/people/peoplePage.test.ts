import { describe, expect, it } from 'vitest'
import type { LinkRecord, PersonWithProofs } from '../../../src/data/people'
import { renderPeoplePage } from '../../../src/ui/people/peoplePage'
import type { ReadyPeople } from '../../../src/ui/people/props'
import type { PeopleProblem } from '../../../src/ui/people/view'
import {
  attributes,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  link,
  type Part,
  select,
  texts,
  visibleText,
} from '../../html'
import { HOSTILE } from '../pageFixtures'
import { ADMIN, peopleOf, personOf, SECRET, sessionOf, storeChoiceOf, tokenOf } from '../peopleFixtures'

function page(view: Partial<ReadyPeople> = {}, lang: 'zh' | 'en' = 'zh') {
  return renderPeoplePage(peopleOf(view), lang)
}

/** The element of a person, whom the page shows beside an admin. */
function entry(person: Partial<PersonWithProofs> = {}, view: Partial<ReadyPeople> = {}): Part {
  const found = select(page({ people: [ADMIN, personOf(person)], ...view }), '#p12')
  expect(found.length).toBe(1)
  return found
}

const actions = (of: string | Part) => attributes(of, 'form[method="post"]', 'action')
const ticked = (of: Part) => attributes(of, '[name="store"][checked]', 'value')

describe('the page of people', () => {
  it('is a whole document in both languages, with nothing that a strict policy forbids', () => {
    for (const lang of ['zh', 'en'] as const) {
      const html = page({}, lang)
      expectWellFormed(html)
      expectNothingForbidden(html)
    }
    expect(link(page(), 'EN English').attr('href')).toBe('/people?lang=en')
    expect(link(select(page(), '.back'), '我的').attr('href')).toBe('/me?lang=zh')
  })

  it('counts who is active and who is not', () => {
    expect(visibleText(page({ people: [ADMIN, personOf({ active: false })] }))).toContain(
      '1 人，另有 1 人已停用',
    )
    expect(visibleText(page({}, 'en'))).toContain('2 active')
  })

  it('says why it cannot be had', () => {
    const html = renderPeoplePage({ status: 'unavailable', reason: 'database', reference: 'ab12' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 ab12')
    expect(link(html, '重新加载').attr('href')).toBe('/people?lang=zh')
  })
})

describe('a person', () => {
  it('is told in a line: name, role, stores, address, when last seen', () => {
    const line = visibleText(select(entry({ email: 'a@b.cn' }), 'summary').eq(0))
    for (const part of ['李雷', '查看者', '朝阳店', 'a@b.cn', '最近使用：1月18日'])
      expect(line).toContain(part)
  })

  it('was last seen by the newest of his devices and tokens', () => {
    const line = (person: Partial<PersonWithProofs>) => texts(entry(person), '.person-seen')
    expect(line({ tokens: [tokenOf({ usedAt: '2026-01-19T00:00:00Z' })] })).toEqual(['最近使用：今天'])
    expect(line({ sessions: [], signedInAt: null })).toEqual(['还没登录过'])
    // What has ended tells nothing any more: unknown, and not never.
    expect(line({ sessions: [] })).toEqual(['最近使用：—'])
  })

  it('has all stores, some or none', () => {
    const line = (person: Partial<PersonWithProofs>) => texts(entry(person), '.person-stores')
    expect(line({ allStores: true, stores: [] })).toEqual(['全部门店'])
    expect(line({ stores: [] })).toEqual(['还没有门店'])
    const two = [
      { id: 1, name: '朝阳店' },
      { id: 2, name: '海淀店' },
    ]
    expect(line({ stores: two })).toEqual(['朝阳店 等 2 家'])
    expect(visibleText(entry({ stores: two }))).toContain('朝阳店 、 海淀店')
  })

  it('is closed until something names him', () => {
    expect(entry().is('[open]')).toBe(false)
    const newLink = { personId: 12, name: '李雷', url: 'https://x/sign-in/a', devices: 3, days: 7 }
    expect(entry({}, { newLink }).is('[open]')).toBe(true)
    expect(entry({}, { refused: { personId: 12, problem: { code: 'lastAdmin' } } }).is('[open]')).toBe(true)
    expect(entry({}, { editId: 12 }).is('[open]')).toBe(true)
    expect(entry({}, { editId: 1 }).is('[open]')).toBe(false)
    expect(entry({}, { savedId: 12 }).is('[open]')).toBe(true)
  })

  it('is given links, and loses devices, tokens and all access', () => {
    expect(actions(entry({ tokens: [tokenOf()] }))).toEqual([
      '/people/12/link?lang=zh',
      '/people/12/sessions/7/end?lang=zh',
      '/people/12/tokens/5/revoke?lang=zh',
      '/people/12/revoke?lang=zh',
      '/people/12/deactivate?lang=zh',
    ])
    expect(visibleText(entry())).toContain('这里马上生效，其他地方一分钟内生效')
  })

  it('is activated or erased when inactive, and nothing else', () => {
    const inactive = entry({ active: false, sessions: [] })
    expect(actions(inactive)).toEqual(['/people/12/activate?lang=zh', '/people/12/erase?lang=zh'])
    expect(visibleText(inactive)).toContain('已停用')
    // What is deleted is said before it can be.
    expect(visibleText(select(inactive, 'details:not([open])'))).toContain(
      '都会删除，不能恢复。操作记录会留下，但只写「已删除的人 #12」',
    )
  })

  it('is warned where he is the one who looks', () => {
    const self = select(page(), '#p1')
    expect(visibleText(self)).toContain('这是你自己')
    expect(texts(self, 'summary .chip')).toEqual(['我'])
    expect(visibleText(entry())).not.toContain('这是你自己')
  })

  it.each<[Partial<LinkRecord>, string]>([
    [{}, '有一个还没用过的，1月26日过期'],
    [{ expiresAt: '2026-01-18T00:00:00Z' }, '没人用过，已经过期'],
    [{ devices: 2, expiresAt: '2026-01-18T00:00:00Z' }, '已在 2 台设备上用过，最多 3 台'],
  ])('has a link that says how it stands: %j', (link, words) => {
    const usual = {
      id: 1,
      createdAt: '2026-01-19T00:00:00Z',
      expiresAt: '2026-01-26T00:00:00Z',
      devices: 0,
      maxDevices: 3,
    }
    expect(visibleText(entry({ links: [{ ...usual, ...link }] }))).toContain(words)
    expect(visibleText(entry())).toContain('没有能用的链接')
  })
})

describe('a link that was just made', () => {
  const url = `https://today.example/sign-in/${SECRET}`
  const html = page({ newLink: { personId: 12, name: '李雷', url, devices: 3, days: 7 } })

  it('is shown once, to be copied, with words to send along', () => {
    expect(attributes(html, 'input[readonly]', 'value')).toEqual([url])
    expect(texts(html, 'textarea[readonly]').join()).toContain(`不要转发给别人。 ${url}`)
    expect(visibleText(html)).toContain('给 李雷')
    expect(visibleText(html)).toContain('只显示这一次')
    expectWellFormed(html)
  })

  it('says how often and how long it opens', () => {
    expect(visibleText(html)).toContain('最多在 3 台设备上打开；7 天没人用就过期')
  })
})

describe('the form for a new person', () => {
  const form = (view: Partial<ReadyPeople> = {}) => select(page(view), 'form[action="/people?lang=zh"]')

  it('begins with the least: a viewer of no store', () => {
    expect(attributes(form(), '[name="role"]', 'value')).toEqual(['viewer', 'operator', 'admin'])
    expect(attributes(form(), '[name="role"][checked]', 'value')).toEqual(['viewer'])
    expect(attributes(form(), '[name="scope"]', 'value')).toEqual(['all', 'some'])
    expect(attributes(form(), '[name="scope"][checked]', 'value')).toEqual(['some'])
    expect(attributes(form(), '[type="checkbox"][name="store"]', 'value')).toEqual(['朝阳店', '海淀店'])
    expect(ticked(form())).toEqual([])
  })

  it('names every field', () => {
    for (const id of attributes(form(), 'input[id]', 'id'))
      expect(select(form(), `label[for="${id}"]`).length, id).toBe(1)
    expect(texts(form(), 'legend')).toEqual(['角色', '看哪些门店', '勾选门店'])
    expect(visibleText(form())).toContain('管理员总是看全部门店')
  })

  it('is open for the first people, and folded later', () => {
    expect(select(page({ people: [ADMIN] }), 'details.add').is('[open]')).toBe(true)
    expect(select(page(), 'details.add').is('[open]')).toBe(false)
  })

  it('says that there are no stores to tick before an import', () => {
    expect(visibleText(form({ stores: [] }))).toContain('先导入订单')
  })

  const typed = {
    name: '小明',
    role: 'operator',
    allStores: false,
    stores: ['海淀店'],
    email: 'x',
  } as const

  it.each<[PeopleProblem, words: string, selector: string]>([
    [{ code: 'nameMissing' }, '请填姓名', '[name="name"]'],
    [{ code: 'nameTooLong', maxChars: 60 }, '最多 60 个字', '[name="name"]'],
    [{ code: 'unreadableRole' }, '请选择角色', '.role-choice'],
    [{ code: 'noStores' }, '至少勾选一家门店', '.scope-choice'],
    [{ code: 'unknownStores', stores: ['无'] }, '没有这些门店： 无', '.scope-choice'],
    [{ code: 'unreadableEmail' }, '不像一个邮箱', '[name="email"]'],
    [{ code: 'emailTaken' }, '已经是别人的', '[name="email"]'],
  ])('keeps what was typed, and says at the field what is wrong: $code', (problem, words, selector) => {
    const refused = { personId: null, problem, form: typed }
    const kept = form({ refused })
    expect(kept.parent().is('details[open]')).toBe(true)
    const field = select(kept, selector)
    expect(field.attr('aria-invalid')).toBe('true')
    const described = (field.attr('aria-describedby') ?? '').split(' ').at(-1)
    expect(texts(kept, `#${described}`).join()).toContain(words)
    expect(select(kept, '[aria-invalid]').length).toBe(1)

    expect(attributes(kept, '[name="name"], [name="email"]', 'value')).toEqual(['小明', 'x'])
    expect(attributes(kept, '[name="role"][checked]', 'value')).toEqual(['operator'])
    expect(ticked(kept)).toEqual(['海淀店'])
    expectWellFormed(page({ refused }, 'en'))
  })
})

describe('changing a person', () => {
  it('is a link away: the form stands at nobody else', () => {
    expect(link(entry(), '修改资料').attr('href')).toBe('/people?edit=12&lang=zh#p12')
    expect(select(entry(), '[name="store"]').length).toBe(0)
  })

  it('begins with what he is', () => {
    const form = select(entry({ email: 'a@b.cn' }, { editId: 12 }), 'form[action="/people/12?lang=zh"]')
    expect(attributes(form, '[name="name"], [name="email"]', 'value')).toEqual(['李雷', 'a@b.cn'])
    expect(attributes(form, '[name="scope"][checked]', 'value')).toEqual(['some'])
    expect(ticked(form)).toEqual(['朝阳店'])
    expect(link(form, '不改了').attr('href')).toBe('/people?lang=zh#p12')
  })

  it('gives an admin who becomes something less no store that was not chosen', () => {
    const scope = (person: Partial<PersonWithProofs>) =>
      attributes(entry(person, { editId: 12 }), '[name="scope"][checked]', 'value')
    expect(scope({ role: 'admin', allStores: true, stores: [] })).toEqual(['some'])
    expect(scope({ role: 'operator', allStores: true, stores: [] })).toEqual(['all'])
  })

  it('says at him alone that it was saved', () => {
    expect(texts(page({ savedId: 12 }), '#p12 [role="status"]')).toEqual(['已保存'])
    expect(texts(page({ savedId: 12 }, 'en'), '[role="status"]')).toEqual(['Saved'])
    expect(texts(page(), '[role="status"]')).toEqual([])
  })

  it('keeps what was typed where it is not taken, and says so at the top as well', () => {
    const form = { name: '李', role: 'admin', allStores: false, stores: [], email: 'a@b.cn' } as const
    const refused = { personId: 12, problem: { code: 'emailTaken' }, form } as const
    const html = page({ refused })
    const edited = select(html, '#p12 form[action="/people/12?lang=zh"]')
    expect(attributes(edited, '[name="name"]', 'value')).toEqual(['李'])
    expect(select(edited, '[name="email"]').attr('aria-invalid')).toBe('true')
    expect(texts(html, '[role="alert"]').join()).toContain('操作未成功：这个邮箱已经是别人的')
    expect(link(select(html, '[role="alert"]'), '去看看').attr('href')).toBe('#p12')
  })

  it('says what is about the person as a whole', () => {
    const refused = { personId: 12, problem: { code: 'lastAdmin' } } as const
    expect(visibleText(entry({}, { refused }))).toContain('操作未成功：至少要留一位在用的管理员')
  })

  it('leads to nobody who is gone', () => {
    const html = page({ refused: { personId: 99, problem: { code: 'nobodySuch' } } })
    expect(texts(html, '[role="alert"]').join()).toContain('没有这个人')
    expect(select(html, '[role="alert"] a').length).toBe(0)
  })
})

it('three hundred people and two hundred stores: the stores stand there once', () => {
  const stores = Array.from({ length: 200 }, (_, i) => storeChoiceOf(`店${i}`))
  const people = Array.from({ length: 300 }, (_, i) => personOf({ id: i + 1, name: `员工${i}` }))
  for (const view of [{}, { editId: 12 }]) {
    const html = page({ people, stores, ...view })
    expect(select(html, '[name="store"]').length).toBe(200)
    expect(select(html, '.person').length).toBe(300)
  }
})

it('names that anybody may have written stay text and keep their direction to themselves', () => {
  const person = personOf({
    name: HOSTILE,
    email: HOSTILE,
    stores: [
      { id: 1, name: HOSTILE },
      { id: 2, name: `${HOSTILE}2` },
    ],
    sessions: [sessionOf({ device: HOSTILE })],
    tokens: [tokenOf({ name: HOSTILE })],
  })
  const form = { name: HOSTILE, role: 'viewer', allStores: false, stores: [HOSTILE], email: HOSTILE } as const
  for (const personId of [12, null]) {
    const html = page({
      people: [person],
      stores: [storeChoiceOf(HOSTILE)],
      newLink: { personId: 12, name: HOSTILE, url: HOSTILE, devices: 3, days: 7 },
      refused: { personId, problem: { code: 'unknownStores', stores: [HOSTILE] }, form },
    })
    expectNothingForbidden(html)
    expectWellFormed(html)
    const named = html.replace(/<textarea[\s\S]*<\/textarea>/, '')
    expectOwnDirection(named, '</style>', 6)
  }
})
