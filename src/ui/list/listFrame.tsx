import type { ComponentChildren } from 'preact'
import type { ListName } from '../../diagnosis/lists/index'
import { isRuleName, sectionOf } from '../../diagnosis/rules/index'
import { Hint } from '../components/hint'
import { Icon } from '../components/icons'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'

interface ListFrameProps {
  rule: ListName
  /** How many days it looks at. */
  span: number
  locale: Locale
  scope: ComponentChildren
  day: ComponentChildren
  sum: ComponentChildren
  /** What narrows it, and its files. */
  filters: ComponentChildren
  /** What it can be taken along as. */
  taken: ComponentChildren
}

/** What stands above the rows, for the list and its skeleton: what it is, of whom, and what narrows it. */
export function ListFrame({ rule, span, locale, scope, day, sum, filters, taken }: ListFrameProps) {
  const words = listWords(rule, locale)
  return (
    <div class={isRuleName(rule) ? `list-head ${sectionOf(rule)}` : 'list-head'}>
      <div class="page-title">
        <span class="emblem">
          <Icon name={rule} />
        </span>
        <h2>{words.name}</h2>
        <p>{words.what}</p>
      </div>
      <Hint name={rule} locale={locale} />
      <p class="about">
        <span>{scope}</span>
        <span class="when">{day}</span>
      </p>
      <p class="sum">{sum}</p>
      {filters}
      {taken && <div class="taken">{taken}</div>}
      {span > 1 && <p class="note">{locale.words.list.perDay(span)}</p>}
    </div>
  )
}
