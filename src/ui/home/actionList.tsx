import type { ComponentChildren } from 'preact'
import type { Action } from '../../diagnosis/actions'
import type { BusinessDate } from '../../diagnosis/businessDate'
import type { Diagnosis } from '../../diagnosis/diagnosis'
import { isRuleName, RULE_NAMES, type RuleName, sectionOf } from '../../diagnosis/rules/index'
import { Icon } from '../components/icons'
import { Money, Name } from '../components/parts'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { actionHref } from '../links'
import { taskText } from './taskText'

/** 今天先做: what costs most today, most first, whatever rule found it. */

/** Actions at first sight; the others are behind a click. */
export const ACTIONS_SHOWN = 3
/** Last characters of an order's ID: what a person compares on a receipt. */
const ORDER_TAIL = 6

type KnownAction = Action & { rule: RuleName }

interface ActionListProps {
  diagnosis: Pick<Diagnosis, 'businessDate' | 'stores' | 'actionCount' | 'onlyChannel'>
  actions: readonly Action[]
  /** The stores that the page is of; none for all. */
  from: readonly string[]
  locale: Locale
}

export function ActionList({ diagnosis, actions, from, locale }: ActionListProps) {
  const { words } = locale
  const known = actions.filter((action): action is KnownAction => isRuleName(action.rule))
  const rest = known.slice(ACTIONS_SHOWN)
  const severalStores = diagnosis.stores.length > 1
  const total = Math.max(diagnosis.actionCount ?? 0, known.length)
  const cut = total > known.length
  const rows = (some: readonly KnownAction[], first: number) => (
    <ol class="action-rows" start={first}>
      {some.map((action, i) => (
        <ActionRow
          key={`${action.rule} ${actionHref(action, '', locale.lang)}`}
          action={action}
          rank={first + i}
          severalStores={severalStores}
          date={diagnosis.businessDate}
          from={from}
          locale={locale}
        />
      ))}
    </ol>
  )
  if (known.length === 0) {
    return (
      <ActionFrame locale={locale} severalStores={severalStores}>
        <p class="all-clear">
          <Icon name="check" />
          <b>{diagnosis.onlyChannel === undefined ? words.actions.none : words.actions.noneOfChannel}</b>
          {diagnosis.onlyChannel === undefined && <span>{words.actions.noneHint}</span>}
        </p>
      </ActionFrame>
    )
  }
  return (
    <ActionFrame locale={locale} severalStores={severalStores}>
      {rows(known.slice(0, ACTIONS_SHOWN), 1)}
      {rest.length > 0 && (
        <details>
          <summary>
            {cut ? words.actions.moreOf(count(rest.length), count(total)) : words.actions.more(rest.length)}
          </summary>
          {rows(rest, ACTIONS_SHOWN + 1)}
          {cut && <p class="note">{words.actions.cut(count(known.length), count(total))}</p>}
        </details>
      )}
    </ActionFrame>
  )
}

/** The box of the list, for the card and its skeleton. */
export function ActionFrame({
  locale,
  severalStores,
  children,
}: {
  locale: Locale
  /** Whether each row names its store. */
  severalStores: boolean
  children: ComponentChildren
}) {
  const { title, order, note } = locale.words.actions
  const unranked = RULE_NAMES.flatMap((rule) => ruleWords(rule, locale).unranked ?? [])
  return (
    <section class={severalStores ? 'actions with-stores' : 'actions'}>
      <header>
        <h2>{title}</h2>
        <p>{order}</p>
      </header>
      <div class="action-box">{children}</div>
      <p class="note">{note(unranked)}</p>
    </section>
  )
}

interface ActionRowProps {
  action: KnownAction
  rank: number
  severalStores: boolean
  date: BusinessDate
  from: readonly string[]
  locale: Locale
}

function ActionRow({ action, rank, severalStores, date, from, locale }: ActionRowProps) {
  const { actions, listSeparator, scope } = locale.words
  const also = action.also.filter(isRuleName).map((rule) => ruleWords(rule, locale).name)
  return (
    <li class={sectionOf(action.rule)}>
      <span class="rank">{rank}</span>
      <p class="subject">
        <a href={actionHref({ ...action, from }, date, locale.lang)}>
          <Subject action={action} locale={locale} />
        </a>
        {severalStores && (
          <span class="sub">
            <Name text={action.store} fallback={scope.unnamed} />
          </span>
        )}
      </p>
      <p class="todo">
        <span class="chip badge">{ruleWords(action.rule, locale).name}</span>{' '}
        {taskText(action.task, locale) ?? ruleWords(action.rule, locale).todo}{' '}
        {also.length > 0 && <span class="also">{actions.also(also.join(listSeparator))}</span>}
      </p>
      <p class="stake">
        <span class="unseen">{actions.stake}</span> <Money fen={action.amountFen} />
      </p>
    </li>
  )
}

/** A product by its name, an order by its channel and the end of its ID. */
function Subject({ action, locale }: { action: Action; locale: Locale }) {
  const { actions, channels, scope } = locale.words
  const { subject } = action
  if (subject.kind === 'product') return <Name text={action.name ?? ''} fallback={scope.unnamed} />
  const tail = Array.from(subject.orderId).slice(-ORDER_TAIL).join('')
  return (
    <>
      <Name text={action.channel ?? ''} fallback={channels.unknown} /> {actions.orderNumber}{' '}
      <bdi class="tail" title={subject.orderId}>
        …{tail}
      </bdi>
    </>
  )
}
