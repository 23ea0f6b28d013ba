import { describe, expect, it } from 'vitest'
import type { Status } from '../../../src/status/status'
import { standingOf } from '../../../src/status/status'
import { localeOf } from '../../../src/ui/i18n/locale'
import { duration } from '../../../src/ui/status/runTable'
import { renderStatusBody, renderStatusShell } from '../../../src/ui/status/statusPage'
import { expectWellFormed, hrefs, rowName, rowsOf, select, table, texts, visibleText } from '../../html'
import {
  databaseOf,
  freshnessOf,
  runOf,
  STATUS_TARGET,
  STORE,
  SYSTEM,
  shellOf,
  storeOf,
} from '../pageFixtures'

function bodyOf(system: Partial<Status> = {}, lang: 'zh' | 'en' = 'zh', mayImport = true) {
  const shell = shellOf(STATUS_TARGET, lang)
  const body = renderStatusBody({ status: 'ready', system: { ...SYSTEM, ...system }, mayImport }, shell)
  expectWellFormed(renderStatusShell(shell) + body)
  return body
}

function textOf(system: Partial<Status> = {}, lang: 'zh' | 'en' = 'zh') {
  return visibleText(bodyOf(system, lang))
}

const AT = {
  cron: '*/5 * * * *',
  lastAt: new Date('2026-01-18T22:00:00Z'),
  nextAt: new Date('2026-01-19T00:10:00Z'),
}

it('takes what the system answers as it is', () => {
  const status: Status = {
    ...SYSTEM,
    runs: SYSTEM.runs.map((run) => ({
      ...run,
      cron: AT.cron,
      scheduledAt: run.startedAt,
      finishedAt: null,
      failures: [],
    })),
    stores: [...SYSTEM.stores],
    givenUp: [],
  }
  expect(textOf(status)).toBe(textOf())
})

describe('the orders', () => {
  const rows = (orders: Status['orders']) => rowsOf(table(bodyOf({ orders }), '订单到齐了吗'))

  it('come first, and how the system runs is folded below', () => {
    const html = bodyOf()
    expect(texts(html, '.card > .block h3')).toEqual(['订单到齐了吗'])
    expect(texts(html, 'details.engineering h3')).toEqual([
      '定时刷新',
      '数据库用了多少',
      '最近的刷新',
      '队列放弃的门店',
      '各门店的卡片',
    ])
    expect(select(html, 'details.engineering[open]').length).toBe(0)
  })

  it('say which days a store lacks, those that lack most first', () => {
    const found = rows([
      freshnessOf({ store: '齐的店' }),
      freshnessOf({ store: '可疑的店', doubtfulDates: ['2026-01-15'] }),
      freshnessOf({
        store: '缺的店',
        lastCompleteDate: '2026-01-16',
        missingDates: ['2026-01-18', '2026-01-17'],
        upToDate: false,
      }),
    ])
    expect(found.map(rowName)).toEqual(['缺的店', '可疑的店', '齐的店'])
    expect(found.map((row) => texts(row, '.chip')[0])).toEqual(['缺 2 天', '1 天可能不全', '到齐'])
    expect(visibleText(found[0] ?? '')).toContain('缺 2 天：1月17日、18日')
  })

  it('say of many stores that these are the ones whose orders end earliest', () => {
    const orders = [freshnessOf({ missingDates: ['2026-01-18'] }), freshnessOf({ store: '齐的店' })]
    expect(textOf({ orders, storeCount: 10_000 })).toContain(
      '共 10,000 家门店，这里是订单最早中断的 2 家，其中 1 家缺天。',
    )
    expect(visibleText(bodyOf({ orders, storeCount: 10_000 }, 'en'))).toContain(
      'Of 10,000 stores, the 2 whose orders end earliest; 1 with missing days.',
    )
  })

  it('make no store green that lacks the last day that is over, whatever its card is', () => {
    const orders = [freshnessOf({ lastCompleteDate: '2026-01-17', upToDate: false })]
    const html = bodyOf({ orders })
    expect(texts(html, '.chip.warn')).toContain('昨天的还没导全')
    expect(texts(table(html, '各门店的卡片'), '.chip.fine')).toEqual([])
    expect(texts(table(bodyOf(), '各门店的卡片'), '.chip.fine')).toEqual(['最新', '缓存'])
    expect(visibleText(html)).toContain(STORE)
  })

  it('lead to what is missing, and who may import to where that is done', () => {
    const ways = (mayImport: boolean) => hrefs(bodyOf({}, 'en', mayImport))
    expect(ways(true)).toEqual(expect.arrayContaining(['/coverage?lang=en', '/import?lang=en']))
    expect(ways(false)).not.toContain('/import?lang=en')
  })
})

describe('the databases', () => {
  const words = (database: Parameters<typeof databaseOf>[0], lang: 'zh' | 'en') =>
    visibleText(
      table(
        bodyOf({ databases: [databaseOf(database)] }, lang),
        lang === 'zh' ? '数据库用了多少' : 'How full the database is',
      ),
    )

  it('say how full they are, and when they will be full at the present pace', () => {
    const nearly = { bytes: 8_249_000_000, fullness: 'filling' } as const
    expect(words(nearly, 'en')).toContain('8.2 GB of 10 GB (82 %)')
    expect(words(nearly, 'en')).toContain('full on about 4 Mar 2027 at the present pace')
    expect(words(nearly, 'zh')).toContain('8.2 GB / 10 GB（82%）')
    expect(words(nearly, 'zh')).toContain('大约 2027年3月4日 满')
    expect(words({ bytes: 9_499_999_999, fullness: 'filling' }, 'en')).toContain('(94 %)')
    expect(words({ bytes: 231_000, limitBytes: 500_000_000 }, 'en')).toContain('231 KB of 500 MB (0 %)')
  })

  it('say what is not known, and why, and never that they will not be full', () => {
    const unknown = (reason: 'fewDays' | 'notGrowing') => ({ growth: { status: 'unknown', reason } }) as const
    expect(words(unknown('fewDays'), 'en')).toContain('not known yet: it takes a week')
    expect(words(unknown('notGrowing'), 'en')).toContain('not known: it has not grown')
    expect(words(unknown('fewDays'), 'zh')).toContain('还不知道')
    expect(words(unknown('notGrowing'), 'zh')).toContain('不知道')
    const far = { growth: { status: 'growing', bytesPerDay: 1, fullOn: null } } as const
    expect(words(far, 'en')).toContain('not within ten years')
    expect(words(far, 'zh')).toContain('十年内不会满')
  })

  it('warn with what to do above all else, and louder where imports are refused', () => {
    const notices = (fullness: 'roomy' | 'filling' | 'full', lang: 'zh' | 'en') =>
      texts(bodyOf({ databases: [databaseOf({ fullness })] }, lang), '.card > .notice')
    expect(notices('roomy', 'zh')).toEqual([])
    expect(notices('filling', 'zh')).toEqual([expect.stringContaining('已用八成以上')])
    expect(notices('filling', 'en')).toEqual([expect.stringContaining('more than 80 % full')])
    expect(notices('full', 'zh')).toEqual([expect.stringContaining('现在不能导入订单')])
    expect(notices('full', 'en')).toEqual([expect.stringContaining('no orders can be imported now')])
    expect(texts(bodyOf({ databases: [databaseOf({ fullness: 'full' })] }), '.notice.alarm')).toHaveLength(1)
  })

  it('are named where there are several, those too that cannot be reached, with how many stores that concerns', () => {
    const databases = [
      databaseOf({ fullness: 'filling' }),
      { database: 'DB_2', status: 'noAnswer', stores: 31 } as const,
      { database: 'DB_3', status: 'notBound', stores: 7 } as const,
    ]
    const notices = (lang: 'zh' | 'en') => texts(bodyOf({ databases }, lang), '.card > .notice')
    expect(notices('en')).toEqual([
      expect.stringMatching(/^DB: The database is more than 80 % full/),
      expect.stringMatching(/DB_2 does not answer: the data of 31 stores/),
      expect.stringMatching(/7 stores are in the database DB_3, which is not bound.*wrangler\.toml/),
    ])
    expect(notices('zh')).toEqual([
      expect.stringMatching(/^DB：数据库已用八成以上/),
      expect.stringMatching(/DB_2 没有回应，里面 31 家门店/),
      expect.stringMatching(/7 家门店的数据在数据库 DB_3 里，可是没有接上.*wrangler\.toml/),
    ])
    const shown = visibleText(table(bodyOf({ databases }, 'en'), 'How full the database is'))
    for (const part of ['No answer', 'has the data of 31 stores', 'Not bound']) expect(shown).toContain(part)
  })

  it('are nothing to who does not see all stores', () => {
    expect(bodyOf({ databases: null })).not.toContain('数据库')
  })
})

describe('the schedule', () => {
  it('is told in Beijing time', () => {
    const text = textOf()
    expect(text).toContain('查看于 1月19日 08:08（北京时间）')
    for (const part of ['正常', '上次运行 08:05 · 3 分钟前', '下次运行 08:10', '*/5 * * * *'])
      expect(text).toContain(part)
    expect(select(bodyOf(), '[role="alert"]').length).toBe(0)
  })

  it('raises an alarm when it is overdue, and says that this visit makes up for it', () => {
    const html = bodyOf({ schedule: { status: 'overdue', ...AT } })
    expect(visibleText(html)).toContain('误点')
    expect(texts(html, '.alarm[role="alert"]').join()).toContain('本次访问已经代为开始刷新')
  })

  it('may never have run', () => {
    const text = textOf({ schedule: { status: 'never' }, runs: [], stores: [] })
    for (const part of ['从未运行', '还没有任何刷新记录', '还没有门店']) expect(text).toContain(part)
    expect(text).not.toContain('上次运行')
  })

  it('may have no next run', () => {
    expect(textOf({ schedule: { status: 'onTime', ...AT, nextAt: null } }, 'en')).toContain(
      'Next run Unknown',
    )
  })
})

describe('the refreshes', () => {
  it('say what started them, how long they took and what came of them', () => {
    const [row = '', ...others] = rowsOf(table(bodyOf(), '最近的刷新')).map(visibleText)
    expect(others).toEqual([])
    for (const part of ['08:05', '完成', '定时', '1.2 秒', '10', '11', '16,078', '22', '#12'])
      expect(row).toContain(part)
  })

  it.each([
    ['running', '进行中'],
    ['idle', '无新数据'],
    ['done', '完成'],
    ['failed', '失败'],
  ] as const)('end in one of four ways: %s', (outcome, words) => {
    expect(textOf({ runs: [runOf({ outcome })] })).toContain(words)
  })

  it('show a dash for what a running one cannot tell yet', () => {
    const runs = [runOf({ outcome: 'running', elapsedMs: null, rowsRead: null, rowsWritten: null })]
    expect(select(bodyOf({ runs }), '.unknown').length).toBe(3)
  })

  it('leave out what is counted over all stores for a reader who does not see them all', () => {
    const counts = { stores: null, readable: null, shards: null, rowsRead: null, rowsWritten: null }
    const html = bodyOf({ runs: SYSTEM.runs.map((run) => ({ ...run, ...counts })) })
    expect(texts(table(html, '最近的刷新'), 'thead th')).toEqual(['开始', '结果', '触发', '用时', '原因'])
    expect(select(html, '.unknown').length).toBe(0)
    expect(visibleText(html)).not.toContain('分片。')
    // One that is on its way does not know all of them yet, and its reader may see them.
    const running = [runOf({ outcome: 'running', rowsRead: null, rowsWritten: null })]
    expect(texts(table(bodyOf({ runs: running }), '最近的刷新'), 'thead th').length).toBe(11)
  })

  it('name what failed, a store or the whole', () => {
    const failures = [
      { store: '朝阳店', error: 'D1_ERROR: lost' },
      { store: '*', error: 'KV 429' },
    ]
    const text = textOf({ runs: [runOf({ outcome: 'failed', failures })] })
    for (const part of ['2 个失败', '朝阳店 D1_ERROR: lost', '整次运行 KV 429']) expect(text).toContain(part)
  })

  it('tell of the latest one that went in shards', () => {
    expect(
      textOf({ runs: [runOf({ id: 9 }), runOf({ id: 8, shards: 4 }), runOf({ id: 7, shards: 2 })] }),
    ).toContain('最近一次分片刷新：#8，分 4 片，完成。')
    expect(textOf()).toContain('最近的刷新都没有分片')
  })

  it('took as long as is easily read', () => {
    const { units } = localeOf('en').words
    expect([350, 1176, 59_949, 90_000].map((ms) => duration(ms, units))).toEqual([
      '350 ms',
      '1.2 s',
      '59.9 s',
      '1.5 min',
    ])
  })
})

describe('the stores', () => {
  it('say how their card stands against their data', () => {
    expect(standingOf({ dataVersion: 15, cardVersion: 15 })).toBe('current')
    expect(standingOf({ dataVersion: 15, cardVersion: 14 })).toBe('behind')
    expect(standingOf({ dataVersion: 15, cardVersion: null })).toBe('withoutCard')
    const stores = [
      storeOf({ store: '甲', cardVersion: null, computedAt: null, edge: 'miss' }),
      storeOf({ store: '乙', cardVersion: 14, edge: 'stale' }),
      storeOf({ store: '丙' }),
    ]
    const text = textOf({ stores, cards: { current: 1, behind: 1, withoutCard: 1 } })
    expect(text).toContain('3 家：最新 1，落后 1，没有卡片 1')
    for (const part of ['甲 没有卡片 未命中', '乙 落后 过期', '丙 最新 缓存', '3 分钟前'])
      expect(text).toContain(part)
  })

  it.each([
    ['cache', '缓存'],
    ['stale', '过期'],
    ['miss', '未命中'],
    ['unreadable', '缓存读不到'],
  ] as const)('say what a visit gets now: %s', (edge, words) => {
    expect(textOf({ stores: [storeOf({ edge })] })).toContain(`最新 ${words}`)
  })

  it('are counted where they are too many to list', () => {
    const stores = [storeOf({ store: '店0', cardVersion: 1 }), storeOf({ store: '店1' })]
    const text = textOf({ stores, cards: { current: 9_000, behind: 900, withoutCard: 100 } })
    expect(text).toContain('10,000 家：最新 9,000，落后 900，没有卡片 100')
    expect(text).toContain('另有 9,998 家未列出，其中不是最新的 999 家')
  })

  it('are named where the queue gave them up', () => {
    expect(textOf()).toContain('没有队列放弃')
    expect(textOf({ givenUp: [{ store: '朝阳店', error: 'three times' }] })).toContain('朝阳店 three times')
  })
})
