import { describe, expect, it } from 'vitest'
import { RULES, type RuleName } from '../../../src/diagnosis/rules/index'
import { renderCard, renderShell } from '../../../src/ui/home/page'
import { BUSY, CALM, NOTHING, ready, SHELL } from '../fixtures'
import { ruleCard } from '../html'

const RULE_NAMES = Object.keys(RULES) as RuleName[]

describe('a rule’s card', () => {
  it.each(RULE_NAMES)('leads to its list, of the same stores and of the day that it shows: %s', (rule) => {
    const html = renderCard(ready(), { ...SHELL, stores: ['甲&乙', '丙'] })
    expect(ruleCard(html, rule)).toContain(
      `<h3><a href="/rules/${rule}?store=%E7%94%B2%26%E4%B9%99&amp;store=%E4%B8%99&amp;date=2026-01-18&amp;lang=zh">`,
    )
  })

  it('leads there also when it found nothing, in the language that is read', () => {
    const html = renderCard(ready({ rules: CALM }), { ...SHELL, lang: 'en' })
    for (const rule of RULE_NAMES) {
      expect(ruleCard(html, rule)).toContain(`href="/rules/${rule}?date=2026-01-18&amp;lang=en"`)
    }
  })

  it('leads nowhere where it cannot know: there is no list', () => {
    const lacking = { status: 'insufficientData', needDays: 14, haveDays: 9 } as const
    const html = renderCard(ready({ rules: { ...BUSY, salesDrop: lacking } }), SHELL)
    expect(ruleCard(html, 'salesDrop')).not.toContain('<a ')
    expect(ruleCard(html, 'marginDrop')).toContain('<a ')
  })
})

describe('the foot of the page', () => {
  it('leads to the status of the system and to the figures as JSON', () => {
    const shell = { ...SHELL, stores: ['丙'], channel: '饿了么' }
    const html = renderCard(ready({ onlyChannel: '饿了么' }), shell)
    expect(html).toContain('<a href="/status?lang=zh">系统状态</a>')
    expect(html).toContain(
      'href="/api/diagnosis?store=%E4%B8%99&amp;date=2026-01-18&amp;channel=%E9%A5%BF%E4%BA%86%E4%B9%88"',
    )
    expect(renderCard(ready(NOTHING), { ...SHELL, lang: 'en' })).toContain(
      '<a href="/status?lang=en">System status</a>',
    )
  })
})

describe('the other language', () => {
  it('keeps the channel', () => {
    expect(renderShell({ ...SHELL, channel: '饿了么' })).toContain(
      'href="/?channel=%E9%A5%BF%E4%BA%86%E4%B9%88&amp;lang=en"',
    )
  })
})
