import type { ComponentChildren } from 'preact'
import type { Lang } from '../../diagnosis/words'
import { MAX_CHARS } from '../../limits'
import { renderAccountPage } from '../components/accountPage'
import { TextField, Wrong } from '../components/field'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { storeChangePath, storeChangesHref, storesHref } from '../links'
import type { ChangeName, StoreView } from './view'

type ReadyStore = Extract<StoreView, { status: 'ready' }>

/** What can be done to a store, whole. Each form leads to what it will do; nothing is done here. */
export function renderStorePage(view: StoreView, storeId: number, lang: Lang): string {
  const { words } = localeOf(lang)
  return renderAccountPage({
    view,
    title: words.storeChanges.title,
    hrefIn: (of) => storeChangesHref(storeId, of),
    back: { href: storesHref(lang), name: words.storeChanges.title },
    lang,
    content: (ready, locale) => <Store view={ready} locale={locale} />,
  })
}

interface StoreProps {
  view: ReadyStore
  locale: Locale
}

function Store({ view, locale }: StoreProps) {
  const { words, lang } = locale
  const { storeChanges } = words
  const { store, others, many, refused } = view
  const { firstDate, lastDate } = store
  return (
    <>
      <div class="page-title plain">
        <h2>
          <Name text={store.name} fallback={words.scope.unnamed} />
        </h2>
        <p class="about">
          <span>{storeChanges.days(shortDate(firstDate, lang), shortDate(lastDate, lang))}</span>
        </p>
      </div>
      {refused && (
        <p class="notice alarm" role="alert">
          <Icon name="alert" />
          <span>
            {storeChanges.notDone}
            {storeChanges.refusals[refused.reason]} {refused.dates?.join(words.reasonSeparator)}
          </span>
        </p>
      )}
      <ChangeForm change="rename" view={view} locale={locale}>
        <TextField
          id="to"
          name="to"
          label={storeChanges.newName}
          maxLength={MAX_CHARS.storeName}
          value={store.name}
          required
        />
      </ChangeForm>
      {(others.length > 0 || many) && (
        <ChangeForm change="merge" view={view} locale={locale}>
          {many && (
            <TextField
              id="into-name"
              name="intoName"
              label={storeChanges.into}
              placeholder={words.form.type}
              maxLength={MAX_CHARS.storeName}
              value={many.typed}
            />
          )}
          {others.length > 0 && (
            <div class="field">
              <label for="into">{many ? words.messages.whichStore.title : storeChanges.into}</label>
              <select id="into" name="into" required={!many}>
                <option value="">{storeChanges.choose}</option>
                {others.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </div>
          )}
        </ChangeForm>
      )}
      <ChangeForm change="remove-day" view={view} locale={locale}>
        <div class="field">
          <label for="date">{storeChanges.date}</label>
          <input id="date" name="date" type="date" min={firstDate} max={lastDate} value={lastDate} required />
        </div>
      </ChangeForm>
      <ChangeForm change="remove" view={view} locale={locale} />
    </>
  )
}

interface ChangeFormProps extends StoreProps {
  change: ChangeName
  children?: ComponentChildren
}

function ChangeForm({ change, view: { store, refused }, locale, children }: ChangeFormProps) {
  const { words, lang } = locale
  const { storeChanges } = words
  return (
    <details class="fold add" open={refused?.change === change}>
      <summary>{storeChanges.names[change]}</summary>
      <form class="fields" method="get" action={storeChangePath(store.id, change)}>
        <p class="note">{storeChanges.notes[change]}</p>
        {children}
        {refused?.change === change && (
          <Wrong id={`${change}-wrong`}>{storeChanges.refusals[refused.reason]}</Wrong>
        )}
        <input type="hidden" name="lang" value={lang} />
        <button type="submit" class="act">
          {storeChanges.look}
        </button>
      </form>
    </details>
  )
}
