import { describe, expect, it } from 'vitest'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import { hrefs, link, ruleCard, select } from '../../html'
import { BUSY, CALM, NOTHING, ready, SHELL } from '../fixtures'

const RULE_NAMES = Object.keys(RULES) as RuleName[]

describe('a rule’s card', () => {
  it.each(RULE_NAMES)('leads to its list, of the same stores and of the day that it shows: %s', (rule) => {
    const html = renderCard(ready(), { ...SHELL, stores: ['甲&乙', '丙'] })
    expect(hrefs(select(ruleCard(html, rule), 'h3'))).toEqual([
      `/rules/${rule}?store=%E7%94%B2%26%E4%B9%99&store=%E4%B8%99&date=2026-01-18&lang=zh`,
    ])
  })

  it('leads there also when it found nothing, in the language that is read', () => {
    const html = renderCard(ready({ rules: CALM }), { ...SHELL, lang: 'en' })
    for (const rule of RULE_NAMES) {
      expect(hrefs(select(ruleCard(html, rule), 'h3'))).toEqual([`/rules/${rule}?date=2026-01-18&lang=en`])
    }
  })

  it('leads nowhere where it cannot know: there is no list', () => {
    const lacking = { status: 'insufficientData', needDays: 14, haveDays: 9 } as const
    const html = renderCard(ready({ rules: { ...BUSY, salesDrop: lacking } }), SHELL)
    expect(hrefs(ruleCard(html, 'salesDrop'))).toEqual([])
    expect(hrefs(ruleCard(html, 'marginDrop'))).not.toEqual([])
  })
})

describe('the foot of the page', () => {
  it('leads to the status of the system and to the figures as JSON', () => {
    const shell = { ...SHELL, stores: ['丙'], channel: '饿了么' }
    const html = renderCard(ready({ onlyChannel: '饿了么' }), shell)
    expect(link(html, '系统状态').attr('href')).toBe('/status?lang=zh')
    expect(hrefs(select(html, 'footer'))).toContain(
      '/api/diagnosis?store=%E4%B8%99&date=2026-01-18&channel=%E9%A5%BF%E4%BA%86%E4%B9%88',
    )
    const english = renderCard(ready(NOTHING), { ...SHELL, lang: 'en' })
    expect(link(english, 'System status').attr('href')).toBe('/status?lang=en')
  })
})

describe('the other language', () => {
  it('keeps the channel', () => {
    expect(link(renderShell({ ...SHELL, channel: '饿了么' }), 'EN English').attr('href')).toBe(
      '/?channel=%E9%A5%BF%E4%BA%86%E4%B9%88&lang=en',
    )
  })
})
