import { words as lossOrderWords } from '../../diagnosis/rules/lossOrders/words'
import type { Task } from '../../diagnosis/task'
import { count, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** What to do, with its number: `补 6 件 · 断货 4 天`. Undefined where there is nothing more to say than the rule does. */
export function taskText(task: Task | null | undefined, { words, lang }: Locale): string | undefined {
  const { tasks } = words.actions
  switch (task?.kind) {
    case 'restock': {
      const out = task.daysOut === null || task.daysOut < 2 ? [] : [tasks.outFor(task.daysOut)]
      return [tasks.restock(count(task.pieces)), ...out].join(' · ')
    }
    case 'reprice':
      return task.atLeastFen === null
        ? tasks.belowCost(money(task.nowFen))
        : tasks.atLeast(money(task.atLeastFen), money(task.nowFen))
    case 'spare': {
      const [first, ...others] = task.levers
      if (first === undefined) return lossOrderWords[lang].levers.none
      const more = others.length > 0 ? [tasks.otherLevers(others.length)] : []
      return [lossOrderWords[lang].levers[first], ...more].join(' · ')
    }
    default:
      return undefined
  }
}
