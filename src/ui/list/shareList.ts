import { listNamed } from '../../diagnosis/lists/index'
import { columnOf } from '../../lists/columns'
import { scopeText, storesNamed } from '../components/storeNames'
import { count, dateAfter, longDate, money, pieces, shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { listWords } from '../i18n/ruleWords'
import { listHref } from '../links'
import type { StoreDirectory } from '../problem'
import { chatText, nameInChat } from '../share/chatText'
import { shareWords } from '../share/words'
import type { ListTarget } from '../target'
import { aboutColumns } from './aboutColumns'
import { narrowedTo } from './filterForm'
import { type SumPart, sumParts } from './listSum'
import { plainCell } from './plainCell'
import type { RowView, RuleListRows } from './view'

/** Rows that a chat is told; it has a link for the others. */
const MAX_ROWS = 20

interface SharedList {
  list: RuleListRows
  target: ListTarget
  directory: StoreDirectory
  /** Of the site. */
  origin: string
}

/** A list as a text for a chat: what it is, whose and of when, what it comes to, its first rows, and the link to all of them. */
export function listText({ list, target, directory, origin }: SharedList, locale: Locale): string {
  const { scope, query } = target
  const { words } = locale
  const stores = scopeText(storesNamed(scope.stores, directory), directory.length, locale)
  const kept = narrowedTo(query)
  const shown = list.rows.slice(0, MAX_ROWS)
  // Whoever opens the link later is to see the same day.
  const sameDay = { scope: { ...scope, date: list.businessDate }, query: { ...query, page: 1 } }
  return chatText({
    title: [listWords(list.rule, locale).name, nameInChat(stores), daysText(list, locale)].join(' · '),
    lines: [
      ...(kept.length > 0 ? [words.list.filteredBy + kept.join(words.listSeparator)] : []),
      ...(list.storesOutOfReach.length > 0
        ? [words.messages.storesOutOfReach.inChat(count(list.storesOutOfReach.length))]
        : []),
      `${kept.length > 0 ? words.list.filtered : words.list.all} ${sumText(list, locale)}`,
      ...shown.map((row, i) => `${i + 1}. ${rowText(row, list, locale)}`),
    ],
    link: origin + listHref(sameDay, locale.lang),
    unlisted: list.rows.length - shown.length,
    more: (left) => shareWords(locale).more(count(left)),
  })
}

/** The days that a list looks at, as plain text. */
export function daysText({ businessDate, days }: RuleListRows, { lang, words }: Locale): string {
  const first = days > 1 ? dateAfter(businessDate, 1 - days) : null
  const last = longDate(businessDate, lang)
  return first === null ? last : shortDate(first, lang) + words.to + last
}

/** What a list comes to, as plain text. */
export function sumText(list: RuleListRows, locale: Locale): string {
  return sumParts(list, locale).map(partText).join(' · ')
}

function partText(part: SumPart): string {
  switch (part.kind) {
    case 'count':
      return `${pieces(part.value)} ${part.unit(part.value)}`
    case 'text':
      return part.text
    case 'money':
      return `${part.label} ${money(part.fen)}`
  }
}

/** What a row is about, by which code and of which store and day where that is not said above, and what to know of it. */
function rowText(row: RowView, list: RuleListRows, locale: Locale): string {
  const ids = [...aboutColumns(list), ...listNamed(list.rule).view.list.takenAlong]
  return ids
    .map((id) => partOfRow(id, row, list, locale))
    .filter((part) => part !== null)
    .join(' · ')
}

/** A value, with its heading where it is a number; null where there is nothing to say. */
function partOfRow(id: string, row: RowView, { rule }: RuleListRows, locale: Locale): string | null {
  const column = columnOf(rule, id)
  const text = plainCell(row.cells[id] ?? null, column, locale)
  if (id === 'product') return nameInChat(text ?? locale.words.scope.unnamed)
  if (text === null) return null
  return column.kind === 'text' || column.kind === 'wide'
    ? nameInChat(text)
    : `${column.words[locale.lang].title} ${text}`
}
