import { CardMessage, Panel } from '../messages'
import type { StoreChoice } from '../view'
import { homeHref, pickerOf, targetHref } from './links'
import { StoreSelect } from './storeSelect'
import type { PageProblem, PageTarget } from './view'
import type { PageLocale } from './words/index'

interface ProblemProps {
  view: PageProblem
  target: PageTarget
  locale: PageLocale
}

/** What stands in place of a page that has nothing to show. */
export function Problem({ view, target, locale }: ProblemProps) {
  if (view.status === 'notFound') {
    const { title, body } = locale.page.notFound[target.page]
    return (
      <Panel tone="calm" title={title}>
        <p>{body}</p>
        <p>
          <a class="button" href={homeHref(target, locale.lang)}>
            {locale.words.nav.home}
          </a>
        </p>
      </Panel>
    )
  }
  if (view.status === 'tooManyStores') {
    const { title, body } = locale.page.tooManyStores
    return (
      <>
        <StorePicker target={target} directory={view.directory} everything={false} locale={locale} />
        <Panel tone="calm" title={title}>
          <p>{body(view.most)}</p>
        </Panel>
      </>
    )
  }
  return (
    <>
      {view.status === 'unknownStore' && (
        <StorePicker
          target={target}
          directory={view.directory}
          everything={target.page === 'list'}
          locale={locale}
        />
      )}
      <CardMessage
        view={view}
        scope={target.page === 'list' ? target.scope : { stores: [], date: null }}
        locale={locale}
        retryHref={targetHref(target, locale.lang)}
      />
    </>
  )
}

interface StorePickerProps {
  target: PageTarget
  directory: readonly StoreChoice[]
  /** Whether all stores together may be chosen. */
  everything: boolean
  locale: PageLocale
}

/** The same page of another store. */
function StorePicker({ target, directory, everything, locale }: StorePickerProps) {
  const { path, carried } = pickerOf(target, locale.lang)
  return (
    <form class="filters picker" method="get" action={path} aria-label={locale.page.list.store}>
      {carried.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value ?? ''} />
      ))}
      <StoreSelect directory={directory} chosen={undefined} everything={everything} locale={locale} />
      <button type="submit">{locale.words.form.submit}</button>
    </form>
  )
}
