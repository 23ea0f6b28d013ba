import { type RuleName, ruleNamed } from '../../diagnosis/rules/index'
import type { RuleWords } from '../../diagnosis/words'
import type { Locale } from './locale'

/** What a rule says in the language of the page. */
export function ruleWords(rule: RuleName, { lang }: Pick<Locale, 'lang'>): RuleWords {
  return ruleNamed(rule).view.words[lang]
}
