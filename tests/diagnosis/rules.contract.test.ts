import { describe, expect, test } from 'vitest'
import { subjectKey } from '../../src/diagnosis/change'
import { mergeOutcomes, type Outcome, outcomeOf, type Rule } from '../../src/diagnosis/rule'
import { RULES, type RuleName, SECTIONS } from '../../src/diagnosis/rules/index'
import { outcome, quietOrder, sale, windowOf } from './build'
import { busyStore } from './busyStore'
import { RULE_NAMES, ruleNamed, sumPathsOf, sumsOf } from './fields'

/** One order of D, of a product that it sold out: at a loss, far away and below cost. */
const ORDER_OF_D = sale(0, { quantity: 3, cost: 40, stock: 0 }, { delivery: 9 })

/** What each rule makes of it where the days before are empty. What is not named is 0. */
const FIGURES_OF_D: Partial<Record<RuleName, Record<string, number>>> = {
  lossOrders: { count: 1, amountFen: 1900, 'levers.none': 1 },
  deliveryCost: { count: 1, amountFen: 300 },
  stockouts: { count: 1, amountFen: -143, unseen: 1 },
  belowCost: { lines: 1, count: 1, amountFen: 1000, severeLines: 1, 'causes.listPrice': 1 },
  newProducts: { count: 1, revenueFen: 3000, profitFen: -1000 },
}

/** Days of history that a rule needs, where one day does not suffice; how many they should be each rule's own test says. */
function needDaysOf(rule: Rule<unknown, object>): number | undefined {
  const answer = outcome(rule, [ORDER_OF_D])
  return answer.status === 'insufficientData' ? answer.needDays : undefined
}

/** Each value doubled. */
const doubled = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).map(([path, value]) => [path, 2 * value]))

test('each rule stands in one section', () => {
  expect(Object.values(SECTIONS).flatMap((section) => Object.keys(section))).toEqual(Object.keys(RULES))
})

describe.each(RULE_NAMES)('the rule %s', (name) => {
  const rule = ruleNamed(name)
  const needDays = needDaysOf(rule)
  const busy = () => outcome(rule, busyStore())
  /** The sums of the order of D, 0 where nothing was found. */
  const sumsOfD = Object.fromEntries(sumPathsOf(name).map((path) => [path, FIGURES_OF_D[name]?.[path] ?? 0]))

  test('finds something in the busy store, and has figures that add up', () => {
    const answer = busy()
    expect(answer.status).toBe('ok')
    for (const [path, value] of Object.entries(sumsOf(name, answer))) {
      // What could not be told is no finding.
      if (!path.endsWith('WithoutCost')) expect.soft(value, path).toBeGreaterThan(0)
    }
    expect(sumPathsOf(name).length).toBeGreaterThan(0)
  })

  test('finds nothing where nothing happens', () => {
    const days = Array.from({ length: 20 }, (_, daysAgo) => quietOrder(daysAgo))
    const sums = Object.values(sumsOf(name, outcome(rule, days)))
    expect(sums).toEqual(sums.map(() => 0))
  })

  test('names the orders that it leaves out wherever it counts them', () => {
    for (const words of Object.values(rule.view.words)) {
      expect(words.why.ordersLeftOut !== undefined).toBe(rule.view.ordersLeftOut !== undefined)
    }
  })

  test('answers for a single order, or says what history it needs', () => {
    const answer = outcome(rule, [ORDER_OF_D])
    if (needDays) expect(answer).toEqual({ status: 'insufficientData', needDays, haveDays: 1 })
    else expect(sumsOf(name, answer)).toEqual(sumsOfD)
  })

  test('knows one day of history more or less', () => {
    const withDepth = (days: number) =>
      outcome(rule, [quietOrder(days - 1), quietOrder(1), quietOrder(0), sale(0, {})].slice(days > 1 ? 0 : 2))
    const needed = needDays ?? 1
    expect(withDepth(needed).status).toBe('ok')
    if (needed > 1) expect(withDepth(needed - 1)).toMatchObject({ needDays, haveDays: needed - 1 })
  })

  test('answers for a store that has orders on D and long ago, and none between', () => {
    const answer = outcome(rule, [quietOrder(40), ORDER_OF_D])
    if (name === 'hotProducts') expect(answer).toMatchObject({ status: 'insufficientData' })
    else expect(sumsOf(name, answer)).toEqual(sumsOfD)
  })

  test('lists as findings what it counts, and nothing for a day without orders', () => {
    expect(rule.find(windowOf(busyStore())).length).toBeGreaterThan(0)
    expect(rule.find(windowOf([quietOrder(20)]))).toEqual([])
  })

  test('names what each finding is about, and what it costs where it knows that', () => {
    for (const finding of rule.find(windowOf(busyStore()))) {
      const subject = rule.subject(finding)
      expect(subjectKey(subject)).not.toBe('')
      const impactTodayFen = rule.impactTodayFen?.(finding)
      if (impactTodayFen !== null && impactTodayFen !== undefined)
        expect(impactTodayFen).toSatisfy(Number.isSafeInteger)
    }
  })

  test('adds two stores up: twice the same gives twice the sums', () => {
    const once = busy()
    const twice = mergeOutcomes(rule, once, busy())
    expect(twice.status).toBe('ok')
    expect(sumsOf(name, twice)).toEqual(doubled(sumsOf(name, once)))
    expect(twice).not.toHaveProperty('storesWithoutData')
  })

  test('leaves a store that cannot know out of the sum, and counts it', () => {
    const unknown: Outcome<object> = { status: 'insufficientData', needDays: 14, haveDays: 3 }
    const once = busy()
    expect(mergeOutcomes(rule, once, unknown)).toEqual({ ...once, storesWithoutData: 1 })
    expect(mergeOutcomes(rule, unknown, once)).toEqual({ ...once, storesWithoutData: 1 })
    const several = mergeOutcomes(rule, mergeOutcomes(rule, unknown, unknown), once)
    expect(several).toEqual({ ...once, storesWithoutData: 2 })
    expect(mergeOutcomes(rule, several, several)).toMatchObject({ status: 'ok', storesWithoutData: 4 })
  })

  test('cannot know of stores of which none can, and tells the deepest history', () => {
    const [three, nine] = [3, 9].map(
      (haveDays) => ({ status: 'insufficientData', needDays: 14, haveDays }) as const,
    )
    if (!three || !nine) throw new Error('There are two.')
    const both = { ...nine, storesWithoutData: 2 }
    expect(mergeOutcomes(rule, three, nine)).toEqual(both)
    expect(mergeOutcomes(rule, nine, three)).toEqual(both)
  })

  test('keeps its figures through JSON', () => {
    const [window, answer] = [windowOf(busyStore()), busy()]
    expect(JSON.parse(JSON.stringify(answer))).toStrictEqual(answer)
    expect(outcomeOf(rule, window)).toStrictEqual(answer)
  })
})
