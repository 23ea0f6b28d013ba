import type { Diagnosis } from '../../diagnosis/diagnosis'
import { isRuleName, RULE_NAMES, type RuleName, ruleNamed, sectionOf } from '../../diagnosis/rules/index'
import type { TaskPlace } from '../../diagnosis/tasks'
import { MAX_LIST_STORES } from '../../lists/listQuery'
import { Icon } from '../components/icons'
import { Money, Name } from '../components/parts'
import { ShareText } from '../components/shareText'
import { count, money } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { productHref, ruleHref } from '../links'
import { DataTasks } from './dataTasks'
import { subjectText, taskChatText, tasksChatText } from './shareTasks'
import { TaskGroup } from './taskGroup'
import { type KnownTask, knownTasks, taskText } from './taskText'
import type { ShellView } from './view'

/** What to do first: the tasks of today's money, of the week, and of the data, told apart. */

/** Tasks of a group at first sight; the others are behind a click. */
export const TASKS_SHOWN = 3
/** More than anybody does in a morning. */
const MAX_TASKS = 20
/** Stores that a task names at first sight. */
const STORES_NAMED = 2
/** Stores that a task tells one by one; the list behind it has them all. */
const PLACES_SHOWN = 20
/** Chosen stores that a link takes along to lead back to them; of more it leads back to all. */
const MAX_STORES_KEPT = 10

interface TaskListProps {
  diagnosis: Diagnosis
  shell: ShellView
  locale: Locale
}

/** The tasks of today's money, which the first sentence speaks of too. */
export function moneyTasks({ tasks }: Pick<Diagnosis, 'tasks'>): KnownTask[] {
  return knownTasks(tasks ?? []).filter(({ rule }) => sectionOf(rule) === 'urgent')
}

export function TaskList({ diagnosis, shell, locale }: TaskListProps) {
  const { home } = locale.words
  const today = moneyTasks(diagnosis)
  const week = knownTasks(diagnosis.tasks ?? []).filter(({ rule }) => sectionOf(rule) !== 'urgent')
  const small = diagnosis.smallFindings
  const unranked = RULE_NAMES.flatMap((rule) => ruleWords(rule, locale).unranked ?? [])
  const narrowed = diagnosis.onlyChannel !== undefined
  return (
    <section class="tasks">
      <TaskGroup name="money" locale={locale}>
        {today.length > 0 ? (
          <Tasks tasks={today} diagnosis={diagnosis} shell={shell} locale={locale} />
        ) : (
          <p class="all-clear">
            <Icon name="check" />
            <b>{narrowed ? home.noneOfChannel : home.none}</b>
            {!narrowed && <span>{home.noneHint}</span>}
          </p>
        )}
      </TaskGroup>
      {week.length > 0 && (
        <TaskGroup name="week" locale={locale}>
          <Tasks tasks={week} diagnosis={diagnosis} shell={shell} locale={locale} />
        </TaskGroup>
      )}
      <DataTasks diagnosis={diagnosis} shell={shell} locale={locale} />
      {today.length + week.length > 1 && (
        <div class="share-all">
          <p>{home.shareAll}</p>
          <ShareText
            id="tasks"
            text={tasksChatText(
              [...today.slice(0, MAX_TASKS), ...week.slice(0, MAX_TASKS)],
              diagnosis,
              shell,
              locale,
            )}
            locale={locale}
          />
        </div>
      )}
      {small && small.count > 0 && (
        <p class="note">{home.small(count(small.count), money(small.amountFen))}</p>
      )}
      <details class="why">
        <summary>{home.ranking}</summary>
        <p>{home.rankingNote(unranked)}</p>
      </details>
    </section>
  )
}

function Tasks({ tasks, diagnosis, shell, locale }: TaskListProps & { tasks: readonly KnownTask[] }) {
  const { home } = locale.words
  const shown = tasks.slice(0, MAX_TASKS)
  const rest = shown.slice(TASKS_SHOWN)
  const rows = (some: readonly KnownTask[], first: number) => (
    <ol class="task-rows" start={first}>
      {some.map((task, i) => (
        <TaskRow
          key={`${task.rule} ${task.name} ${task.places[0]?.store} ${task.places[0]?.productId}`}
          task={task}
          rank={first + i}
          diagnosis={diagnosis}
          shell={shell}
          locale={locale}
        />
      ))}
    </ol>
  )
  return (
    <>
      {rows(shown.slice(0, TASKS_SHOWN), 1)}
      {rest.length > 0 && (
        <details>
          <summary>{home.more(count(rest.length))}</summary>
          {rows(rest, TASKS_SHOWN + 1)}
          {tasks.length > shown.length && (
            <p class="note">{home.cut(count(shown.length), count(tasks.length))}</p>
          )}
        </details>
      )}
    </>
  )
}

interface TaskRowProps extends TaskListProps {
  task: KnownTask
  rank: number
}

function TaskRow({ task, rank, diagnosis, shell, locale }: TaskRowProps) {
  const { home, listSeparator } = locale.words
  const { rule, places, also } = task
  const { todo, reasons } = taskText(rule, places, locale)
  const href = taskHref(task, diagnosis, shell, locale)
  const others = also.filter(isRuleName).map((name) => ruleWords(name, locale).name)
  const said = others.length > 0 ? [...reasons, home.also(others.join(listSeparator))] : reasons
  return (
    <li class={sectionOf(rule)}>
      <span class="rank">{rank}</span>
      <p class="subject">
        <a href={href}>
          <Subject task={task} locale={locale} />
        </a>
      </p>
      <p class="todo">
        <b>{todo}</b>
        {said.map((reason) => ` · ${reason}`)}
      </p>
      <Where task={task} severalStores={diagnosis.stores.length > 1} locale={locale} />
      <p class="stake">
        <span class="unseen">{home.stake}</span> <Money fen={task.amountFen} />
      </p>
      <ShareText
        id={`task-${sectionOf(rule)}-${rank}`}
        text={taskChatText(task, [todo, ...reasons], diagnosis, href, shell, locale)}
        locale={locale}
      />
      {places.length > 1 && <Places task={task} diagnosis={diagnosis} shell={shell} locale={locale} />}
    </li>
  )
}

/** A product by its name, orders by what the rule says of them and their number. */
function Subject({ task, locale }: { task: KnownTask; locale: Locale }) {
  if (task.kind === 'product') return <Name text={task.name ?? ''} fallback={locale.words.scope.unnamed} />
  return <span class="name">{subjectText(task, locale)}</span>
}

/** What a task leads to: its product's days, its product in all stores, or its orders one by one. */
function taskHref(
  { rule, kind, name, places }: KnownTask,
  diagnosis: Diagnosis,
  { stores }: ShellView,
  { lang }: Locale,
): string {
  const [place, ...others] = places
  const date = diagnosis.businessDate
  if (kind === 'product' && place && place.productId !== null && others.length === 0) {
    return productHref({ store: place.store, productId: place.productId, from: fromOf(stores) }, date, lang)
  }
  const own = [...new Set(places.map(({ store }) => store))].slice(0, MAX_LIST_STORES)
  const scope = {
    stores: own.length < diagnosis.stores.length ? own : stores,
    date,
    channel: channelOf(rule, diagnosis),
  }
  return ruleHref(rule, scope, lang, kind === 'product' ? (name ?? '') : '')
}

/** The stores that a page leads back to. */
function fromOf(stores: readonly string[]): readonly string[] {
  return stores.length > MAX_STORES_KEPT ? [] : stores
}

/** The one channel, where the rule heeds it: the others' rows have a main channel, which need not be it. */
function channelOf(rule: RuleName, { onlyChannel }: Pick<Diagnosis, 'onlyChannel'>): string | null {
  return ruleNamed(rule).byChannel ? (onlyChannel ?? null) : null
}

/** Store, code and category of a task in one place; the stores of one in several. */
function Where({
  task: { places },
  severalStores,
  locale,
}: {
  task: KnownTask
  severalStores: boolean
  locale: Locale
}) {
  const { home, listSeparator, scope } = locale.words
  const [first] = places
  if (!first) return null
  const stores = [...new Set(places.map(({ store }) => store))]
  return (
    <p class="where">
      {severalStores && (
        <>
          {stores.slice(0, STORES_NAMED).map((store, i) => (
            <span key={store}>
              {i > 0 && listSeparator}
              <Name text={store} fallback={scope.unnamed} />
            </span>
          ))}
          {stores.length > STORES_NAMED && ` ${home.andOthers(stores.length)}`}
        </>
      )}
      {places.length === 1 && first.code !== null && <bdi>{home.code(first.code)}</bdi>}
      {first.category !== '' && <bdi>{first.category}</bdi>}
    </p>
  )
}

/** A task's stores, each with its own number. */
function Places({ task, diagnosis, shell, locale }: Omit<TaskRowProps, 'rank'>) {
  const { home } = locale.words
  return (
    <details class="places">
      <summary>{home.eachStore}</summary>
      <ul>
        {task.places.slice(0, PLACES_SHOWN).map((place) => (
          <Place
            key={`${place.store} ${place.productId}`}
            place={place}
            task={task}
            diagnosis={diagnosis}
            shell={shell}
            locale={locale}
          />
        ))}
      </ul>
    </details>
  )
}

function Place({
  place,
  task: { rule },
  diagnosis,
  shell: { stores: from },
  locale,
}: Omit<TaskRowProps, 'rank'> & { place: TaskPlace }) {
  const { home, scope } = locale.words
  const { store, productId, code } = place
  const date = diagnosis.businessDate
  const href =
    productId === null
      ? ruleHref(rule, { stores: [store], date, channel: channelOf(rule, diagnosis) }, locale.lang)
      : productHref({ store, productId, from: fromOf(from) }, date, locale.lang)
  const { todo, reasons } = taskText(rule, [place], locale)
  return (
    <li>
      <a href={href}>
        <Name text={store} fallback={scope.unnamed} />
      </a>{' '}
      <span>{[...(code === null ? [] : [home.code(code)]), todo, ...reasons].join(' · ')}</span>
    </li>
  )
}
