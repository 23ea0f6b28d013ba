import { describe, expect, it } from 'vitest'
import type { AuditRecord } from '../../../src/data/auditEvents'
import { renderAuditPage } from '../../../src/ui/audit/auditPage'
import {
  cellUnder,
  expectNothingForbidden,
  expectOwnDirection,
  expectWellFormed,
  hrefs,
  link,
  rowName,
  rowsOf,
  select,
  table,
  visibleText,
} from '../../html'
import { HOSTILE } from '../pageFixtures'
import { NOW } from '../peopleFixtures'

const EVENT: AuditRecord = {
  id: 40,
  at: '2026-01-19T00:01:00.000Z',
  event: 'signIn',
  who: { id: 12, name: '李雷' },
  via: 'link',
  subject: null,
  country: 'CN',
  detail: { device: 'iPhone · Safari' },
}

function page(events: Partial<AuditRecord>[] = [{}], before: number | null = null, lang: 'zh' | 'en' = 'zh') {
  const view = { events: events.map((event) => ({ ...EVENT, ...event })), before, nowIso: NOW }
  const html = renderAuditPage({ status: 'ready', ...view }, lang)
  expectWellFormed(html)
  return html
}

/** The row of one event. */
function row(event: Partial<AuditRecord>) {
  const [only, ...others] = rowsOf(table(page([event]), '操作记录'))
  expect(others).toEqual([])
  if (!only) throw new Error('no row')
  return only
}

const what = (event: Partial<AuditRecord>) => visibleText(cellUnder(row(event), '操作')).trim()

describe('the audit trail', () => {
  it('tells who did what, when, by what and from where', () => {
    expect(rowName(row({}))).toBe('李雷')
    for (const part of ['08:01', '登录 iPhone · Safari', '登录链接', '中国'])
      expect(visibleText(row({}))).toContain(part)
    expect(visibleText(page([{}], null, 'en'))).toContain('Signed in iPhone · Safari')
  })

  it.each<[Partial<AuditRecord>, string]>([
    [{ event: 'personAdded', detail: { role: 'viewer', stores: 3 } }, '添加人员 查看者，3 家门店'],
    [{ event: 'personChanged', detail: { role: 'admin', stores: 'all' } }, '修改资料 管理员，全部门店'],
    [{ event: 'personChanged', detail: { role: 'of old' } }, '修改资料 of old，— 家门店'],
    [{ event: 'personAdded', detail: {} }, '添加人员'],
    [{ event: 'otherSessionsRevoked', detail: {} }, '退出其他所有设备'],
    [{ event: 'tokenMade', detail: { purpose: 'import' } }, '新建令牌 导入'],
    [{ event: 'tokenRevoked', detail: { purpose: 'of old' } }, '作废令牌 of old'],
    [
      { event: 'import', detail: { outcome: 'done', stores: 3, lines: 12345, ordersChanged: 3456 } },
      '导入订单 3 家门店，12,345 行，3,456 单有变化',
    ],
    [
      { event: 'import', detail: { outcome: 'interrupted', stores: 1, lines: 2, ordersChanged: 1 } },
      '导入订单 1 家门店，2 行，1 单有变化 中断，只存了一部分',
    ],
    [
      { event: 'import', detail: { outcome: 'refused', stores: 0, lines: 12, ordersChanged: 0 } },
      '导入订单 被拒绝',
    ],
    [
      {
        event: 'export',
        detail: { rule: 'lossOrders', format: 'xlsx', businessDate: '2026-01-18', days: 7, rows: 391 },
      },
      '导出列表 亏损订单 XLSX，1月18日起往前 7 天，391 行',
    ],
    [
      {
        event: 'export',
        detail: { rule: 'gone', format: 'csv', businessDate: '2026-01-18', days: 1, rows: 1 },
      },
      '导出列表 gone CSV，1月18日，1 行',
    ],
    // What is not written down is unknown, and not 0.
    [{ event: 'import', detail: {} }, '导入订单 — 家门店，— 行，— 单有变化'],
  ])('says it in words: %j', (event, words) => {
    expect(what(event)).toBe(words)
  })

  it.each<[Partial<AuditRecord>, string]>([
    [{ event: 'personAdded', detail: { role: 'viewer', stores: 3 } }, 'Added a person viewer, 3 stores'],
    [{ event: 'personChanged', detail: { role: 'operator', stores: 1 } }, 'Edited operator, 1 store'],
    [{ event: 'personChanged', detail: { role: 'admin', stores: 'all' } }, 'Edited admin, all stores'],
    [{ event: 'import', detail: { outcome: 'refused' } }, 'Imported orders refused'],
  ])('says it in English: %j', (event, words) => {
    expect(visibleText(page([event], null, 'en'))).toContain(words)
  })

  it('names to whom it was done, and who was erased by a number alone', () => {
    const subject = (of: AuditRecord['subject']) =>
      visibleText(cellUnder(row({ event: 'personErased', subject: of }), '对象')).trim()
    expect(subject({ id: 3, name: '韩梅梅' })).toBe('韩梅梅')
    expect(subject({ id: 3, name: null })).toBe('已删除的人 #3')
    expect(rowName(row({ who: { id: 12, name: null } }))).toBe('已删除的人 #12')
    expect(visibleText(page([{ who: { id: 12, name: null } }], null, 'en'))).toContain('erased person #12')
  })

  it('tells what nobody in particular did by what it was done with', () => {
    expect(rowName(row({ who: null, via: 'importToken' }))).toBe('IMPORT_TOKEN')
    expect(rowName(row({ who: null, via: 'command' }))).toBe('命令 npm run people')
  })

  it('shows a dash for a country that is not known', () => {
    expect(select(row({ country: null }), '.unknown').length).toBe(1)
  })

  it('goes on with what is older, as long as there is any', () => {
    expect(link(page([{}], 40), '更早的记录').attr('href')).toBe('/audit?before=40&lang=zh')
    expect(hrefs(page()).filter((href) => href.includes('before'))).toEqual([])
  })

  it('leads to itself as JSON and in the other language, and back to the own page', () => {
    expect(link(page(), '操作记录（JSON）').attr('href')).toBe('/api/audit')
    expect(link(page(), 'EN English').attr('href')).toBe('/audit?lang=en')
    expect(link(select(page(), '.back'), '我的').attr('href')).toBe('/me?lang=zh')
  })

  it('may be empty, or not to be had', () => {
    expect(visibleText(page([]))).toContain('还没有记录')
    const html = renderAuditPage({ status: 'unavailable', reason: 'database', reference: 'ab12' }, 'zh')
    expect(visibleText(html)).toContain('参考编号 ab12')
  })

  it('holds names that anybody may have written as text, each with its own direction', () => {
    const html = page([
      { who: { id: 1, name: HOSTILE }, subject: { id: 2, name: HOSTILE }, detail: { device: HOSTILE } },
      { event: 'tokenMade', detail: { purpose: HOSTILE } },
      { event: 'personAdded', detail: { role: HOSTILE, stores: HOSTILE } },
      { event: 'export', detail: { rule: HOSTILE, format: HOSTILE, businessDate: HOSTILE, days: HOSTILE } },
    ])
    expectNothingForbidden(html)
    expectOwnDirection(html, '</style>', 4)
  })
})
