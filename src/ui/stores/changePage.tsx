import type { Lang } from '../../diagnosis/words'
import type { StorePlan } from '../../history/storeChanges'
import { renderAccountPage } from '../components/accountPage'
import { Block } from '../components/block'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { longDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { storeChangeHref, storeChangesHref } from '../links'
import type { AskedChange, ChangeName, ChangeView } from './view'

type ReadyChange = Extract<ChangeView, { status: 'ready' }>

/** Before a store is changed, what that will do, whole; its button does it. */
export function renderChangePage(
  view: ChangeView,
  { storeId, change, lang }: { storeId: number; change: ChangeName; lang: Lang },
): string {
  const { words } = localeOf(lang)
  const title = words.storeChanges.names[change]
  const fields = view.status === 'ready' ? fieldsOf(view.asked) : []
  return renderAccountPage({
    view,
    title,
    hrefIn: (of) => storeChangeHref(storeId, change, fields, of),
    back: { href: storeChangesHref(storeId, lang), name: words.storeChanges.title },
    lang,
    content: (ready, locale) => <Change view={ready} locale={locale} />,
  })
}

/** What is asked for, as a form carries it. */
function fieldsOf(asked: AskedChange): [name: string, value: string][] {
  switch (asked.name) {
    case 'rename':
      return [['to', asked.to]]
    case 'merge':
      return [['into', String(asked.into.id)]]
    case 'remove-day':
      return [['date', asked.date]]
    case 'remove':
      return []
  }
}

interface ChangeProps {
  view: ReadyChange
  locale: Locale
}

function Change({ view, locale }: ChangeProps) {
  const { words, lang } = locale
  const { storeChanges } = words
  const { store, asked, isBegun } = view
  const { undo } = words.imports
  return (
    <>
      <div class="page-title plain">
        <h2>{storeChanges.names[asked.name]}</h2>
        <p class="about">
          <Name text={store.name} fallback={words.scope.unnamed} />
        </p>
      </div>
      {isBegun && (
        <p class="notice" role="status">
          <Icon name="alert" />
          <span>{undo.unfinished}</span>
        </p>
      )}
      <Block title={storeChanges.will}>
        <ul class="plan">
          <Plan view={view} locale={locale} />
        </ul>
        <p class="note">{storeChanges.undoable}</p>
        <form class="acts" method="post" action={storeChangeHref(store.id, asked.name, [], lang)}>
          {fieldsOf(asked).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class={isRemoval(asked) ? 'act danger' : 'act main'}>
            {isBegun ? undo.goOn : storeChanges.confirm[asked.name]}
          </button>
          <a class="act" href={storeChangesHref(store.id, lang)}>
            {storeChanges.keep}
          </a>
        </form>
      </Block>
    </>
  )
}

function isRemoval({ name }: AskedChange): boolean {
  return name === 'remove' || name === 'remove-day'
}

/** What it will do, in numbers, and what it will mean. */
function Plan({ view: { store, asked, plan }, locale }: ChangeProps) {
  const { words, lang } = locale
  const { plan: says } = words.storeChanges
  const named = (name: string) => <Name text={name} fallback={words.scope.unnamed} />
  switch (asked.name) {
    case 'rename':
      return (
        <>
          <li>
            {says.rename.what(amount(plan, locale))}
            {named(store.name)}
            {words.imports.arrow}
            {named(asked.to)}
          </li>
          <li>{says.rename.later}</li>
        </>
      )
    case 'merge':
      return (
        <>
          <li>
            {says.merge.what(amount(plan, locale))}
            {named(store.name)}
            {words.imports.arrow}
            {named(asked.into.name)}
          </li>
          <li>{says.merge.both(amount(asked.intoPlan, locale))}</li>
          <li>{says.merge.later}</li>
        </>
      )
    case 'remove':
      return (
        <>
          <li>
            {says.remove.what(amount(plan, locale))}
            {named(store.name)}
          </li>
          <li>{says.remove.later}</li>
        </>
      )
    case 'remove-day':
      return (
        <>
          <li>
            {says.removeDay.what(plan.orders, longDate(asked.date, lang))}
            {named(store.name)}
          </li>
          <li>{says.removeDay.later}</li>
        </>
      )
  }
}

function amount({ orders, days }: StorePlan, { words }: Locale): string {
  return words.storeChanges.amount(orders, days?.count ?? 0)
}
