import { type ListName, listNamed } from '../../diagnosis/lists/index'
import { type RuleName, ruleNamed } from '../../diagnosis/rules/index'
import type { ListWords, RuleWords } from '../../diagnosis/words'
import type { Locale } from './locale'

/** What a rule says in the language of the page. */
export function ruleWords(rule: RuleName, { lang }: Pick<Locale, 'lang'>): RuleWords {
  return ruleNamed(rule).view.words[lang]
}

/** What a list says in the language of the page. */
export function listWords(list: ListName, { lang }: Pick<Locale, 'lang'>): ListWords {
  return listNamed(list).view.words[lang]
}
