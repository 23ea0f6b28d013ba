import type { Locale } from '../i18n/locale'
import { homeHref, otherStoreHref, pickerOf, targetHref } from '../links'
import type { DetailProblem, StoreDirectory } from '../problem'
import type { PageTarget } from '../target'
import { CardMessage, Panel } from './messages'
import { OutOfReach } from './outOfReach'
import { StoreSelect } from './storeSelect'

interface ProblemMessageProps {
  view: DetailProblem
  target: PageTarget
  locale: Locale
}

/** What stands in place of a page that has nothing to show. */
export function ProblemMessage({ view, target, locale }: ProblemMessageProps) {
  if (view.status === 'notFound') {
    const { title, body } = locale.words.notFound[view.what]
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
  if (view.status === 'storesOutOfReach') {
    return (
      <OutOfReach stores={view.stores} locale={locale}>
        {locale.words.messages.storesOutOfReach.notTaken}
      </OutOfReach>
    )
  }
  if (view.status === 'tooManyStores') {
    const { title, body } = locale.words.tooManyStores
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
        storeHref={(store) => otherStoreHref(target, store, locale.lang)}
      />
    </>
  )
}

interface StorePickerProps {
  target: PageTarget
  directory: StoreDirectory
  /** Whether all stores together may be chosen. */
  everything: boolean
  locale: Locale
}

/** The same page of another store. */
function StorePicker({ target, directory, everything, locale }: StorePickerProps) {
  const { path, carried } = pickerOf(target, locale.lang)
  return (
    <form class="filters picker" method="get" action={path} aria-label={locale.words.form.store}>
      {carried.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value ?? ''} />
      ))}
      <StoreSelect directory={directory} chosen={undefined} everything={everything} locale={locale} />
      <button type="submit">{locale.words.form.submit}</button>
    </form>
  )
}
