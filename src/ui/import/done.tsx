import type { ComponentChildren } from 'preact'
import { FactGrid } from '../components/factGrid'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { count } from '../i18n/format'
import { importRecordHref, storeHref } from './hrefs'
import { RejectedLines } from './rejectedLines'
import type { DoneView } from './view'
import { WarningList } from './warningList'
import type { ImportLocale } from './words'

interface DoneProps {
  view: DoneView
  locale: ImportLocale
  children?: ComponentChildren
}

/** Stores that are linked to; more are found from the page of all. */
const STORES_LINKED = 12

/** Step five: what has changed, and where it can be seen and taken back. */
export function Done({ view: { finished, stores }, locale, children }: DoneProps) {
  const { done } = locale.words.page
  const { report, status, importId } = finished
  const facts: [string, number][] = [
    [done.orders, report.orders],
    [done.isNew, report.ordersNew],
    [done.changed, report.ordersChanged],
    [done.removed, report.ordersRemoved],
    [done.rejected, report.rejected.count],
  ]
  return (
    <>
      <p class={status === 'nothingImported' ? 'notice alarm' : 'done-line'} role="status">
        <Icon name={status === 'nothingImported' ? 'alert' : 'check'} />
        <b>{done[status]}</b>
      </p>
      <FactGrid facts={facts.map(([name, value]) => [name, count(value)])} />
      {stores.length > 0 && (
        <section class="step-part">
          <h4>{done.cards}</h4>
          <ul class="own-stores">
            {stores.slice(0, STORES_LINKED).map((store) => (
              <li key={store}>
                <a class="act" href={storeHref(store, locale.lang)}>
                  <Name text={store} fallback="—" />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="acts">
        <a href={importRecordHref(importId, locale.lang)}>{done.details}</a>
      </p>
      <WarningList warnings={report.warnings} locale={locale} />
      <RejectedLines report={report} locale={locale}>
        <a class="act" href={importRecordHref(importId, locale.lang, '/rejected.csv')}>
          {locale.words.page.rejected.download}
        </a>
      </RejectedLines>
      {children}
    </>
  )
}
