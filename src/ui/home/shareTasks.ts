import type { Diagnosis } from '../../diagnosis/diagnosis'
import type { TaskPlace } from '../../diagnosis/tasks'
import { count, longDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { ruleWords } from '../i18n/ruleWords'
import { pageHref } from '../links'
import { chatText, MAX_LINES, nameInChat } from '../share/chatText'
import { shareWords } from '../share/words'
import { type KnownTask, taskText } from './taskText'
import type { ShellView } from './view'

/** Tasks as texts for a chat: whose, of when, what, how much and why, and the link. */

type Of = Pick<Diagnosis, 'businessDate' | 'stores'>

/** One task; of several stores, each with its own number. @param said of all of it @param href of the page behind the task */
export function taskChatText(
  task: KnownTask,
  said: readonly string[],
  { businessDate }: Of,
  href: string,
  { origin }: ShellView,
  locale: Locale,
): string {
  const { scope } = locale.words
  const [only, ...others] = task.places
  const stores =
    others.length === 0 && only ? nameInChat(only.store) || scope.unnamed : storeCount(task, locale)
  return chatText({
    title: [stores, longDate(businessDate, locale.lang), ruleWords(task.rule, locale).name].join(' · '),
    lines: [
      [subjectText(task, locale), ...(others.length === 0 ? codeText(only, locale) : [])].join(' · '),
      said.join(' · '),
      ...(others.length > 0
        ? task.places
            .slice(0, MAX_LINES)
            .map((place) =>
              [nameInChat(place.store), ...codeText(place, locale), sentence(task, [place], locale)].join(
                ' · ',
              ),
            )
        : []),
    ],
    link: origin + href,
    unlisted: Math.max(0, task.places.length - MAX_LINES),
    more: (left) => shareWords(locale).more(count(left)),
  })
}

/** Several tasks, a line each. */
export function tasksChatText(
  tasks: readonly KnownTask[],
  { businessDate, stores }: Of,
  shell: ShellView,
  locale: Locale,
): string {
  const { scope, title } = locale.words
  const [only, ...others] = stores
  const of =
    only !== undefined && others.length === 0
      ? nameInChat(only) || scope.unnamed
      : scope.chosen(stores.length)
  return chatText({
    title: [title, of, longDate(businessDate, locale.lang)].join(' · '),
    lines: tasks.map((task, i) => {
      const [place, ...rest] = task.places
      const where =
        others.length === 0
          ? []
          : [rest.length === 0 ? nameInChat(place?.store ?? '') : storeCount(task, locale)]
      const code = rest.length === 0 ? codeText(place, locale) : []
      const said = [subjectText(task, locale), ...code, ...where, sentence(task, task.places, locale)]
      return `${i + 1}. ${said.join(' · ')}`
    }),
    link: shell.origin + pageHref({ ...shell, date: businessDate }, locale.lang),
    more: (left) => shareWords(locale).more(count(left)),
  })
}

/** What a task is about, in plain text. */
export function subjectText({ rule, kind, name, places }: KnownTask, locale: Locale): string {
  const { home, scope } = locale.words
  if (kind === 'product') return nameInChat(name ?? '') || scope.unnamed
  const orders = places.reduce((sum, place) => sum + (place.orders ?? 0), 0)
  return home.orders(ruleWords(rule, locale).name, count(orders))
}

function storeCount({ places }: KnownTask, { words }: Locale): string {
  return words.home.stores(new Set(places.map(({ store }) => store)).size)
}

function codeText(place: TaskPlace | undefined, { words }: Locale): string[] {
  return place?.code ? [words.home.code(nameInChat(place.code))] : []
}

function sentence({ rule }: KnownTask, places: readonly TaskPlace[], locale: Locale): string {
  const { todo, reasons } = taskText(rule, places, locale)
  return [todo, ...reasons].join(' · ')
}
