import type { ComponentChildren } from 'preact'
import type { Lang } from '../../diagnosis/words'
import type { ImportRecord } from '../../history/importRecord'
import { renderAccountPage } from '../components/accountPage'
import { Block } from '../components/block'
import { FactGrid } from '../components/factGrid'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { StoreNames } from '../components/storeNames'
import { count, instant } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { coverageHref, importRecordHref, importsHref, landingHref } from '../links'
import { FileReport } from './fileReport'
import { RecordState, RecordTitle } from './recordTitle'
import type { ImportView, ReadyImport } from './view'

/** Stores that are named; more are counted. */
const STORES_NAMED = 20

/** One entry of the history, whole: what it was, what it changed, and how it is taken back. */
export function renderImportPage(view: ImportView, importId: number, lang: Lang): string {
  const { imports } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: `${imports.title} ${imports.number(String(importId))}`,
    hrefIn: (other) => importRecordHref(importId, other),
    back: { href: importsHref(lang), name: imports.title },
    lang,
    content: (ready, locale) => <Import view={ready} locale={locale} />,
  })
}

interface ImportProps {
  view: ReadyImport
  locale: Locale
}

function Import({ view, locale }: ImportProps) {
  const { record, done } = view
  const { imports } = locale.words
  const { detail } = record
  return (
    <>
      <div class="page-title plain">
        <h2>
          <RecordTitle record={record} locale={locale} />
        </h2>
        <p class="about">
          <span>{imports.number(String(record.id))}</span>
          <RecordState record={record} locale={locale} />
        </p>
      </div>
      {done && <JustDone locale={locale} />}
      {record.outcome === 'interrupted' && (
        <p class="notice">
          <Icon name="alert" />
          <span>{imports.interruptedHint}</span>
        </p>
      )}
      <Facts view={view} locale={locale} />
      <UndoPart record={record} locale={locale} />
      {detail.kind === 'file' && detail.report && (
        <FileReport
          report={detail.report}
          importId={record.id}
          hidesCells={record.hidesCells}
          locale={locale}
        />
      )}
    </>
  )
}

/** That a form has done it, and where it shows. */
function JustDone({ locale: { words, lang } }: { locale: Locale }) {
  return (
    <section class="made" role="status">
      <p>
        <span class="chip fine">
          <Icon name="check" />
          {words.imports.done}
        </span>
      </p>
      <p class="acts">
        <a class="act" href={landingHref(lang)}>
          {words.nav.home}
        </a>
        <a class="act" href={coverageHref(lang)}>
          {words.coverage.title}
        </a>
      </p>
    </section>
  )
}

function Facts({ view: { record, nowIso }, locale }: ImportProps) {
  const { words, lang } = locale
  const { imports } = words
  const { by, startedAt, finishedAt, stores, counts } = record
  const at = (iso: string) => <time dateTime={iso}>{instant(iso, nowIso, lang)}</time>
  const facts: [name: string, value: ComponentChildren][] = [
    [
      imports.columns.by,
      by === null ? imports.importToken : <Name key="by" text={by} fallback={words.scope.unnamed} />,
    ],
    [imports.started, at(startedAt)],
    [imports.finished, finishedAt === null ? imports.notFinished : at(finishedAt)],
    [imports.counts.ordersNew, count(counts?.ordersNew ?? Number.NaN)],
    [imports.columns.ordersChanged, count(counts?.ordersChanged ?? Number.NaN)],
    [imports.counts.ordersRemoved, count(counts?.ordersRemoved ?? Number.NaN)],
    [imports.counts.daysChanged, count(counts?.daysChanged ?? Number.NaN)],
  ]
  return (
    <Block title={imports.changes}>
      <FactGrid facts={facts} />
      {stores.length > 0 && (
        <p class="note">
          {imports.ofStores(stores.length)}
          <StoreNames stores={stores.slice(0, STORES_NAMED).map((store) => ({ store }))} locale={locale} />
          {stores.length > STORES_NAMED && words.scope.andOthers(stores.length)}
        </p>
      )}
    </Block>
  )
}

/** The way to take it back, or why there is none. */
function UndoPart({ record, locale }: { record: ImportRecord; locale: Locale }) {
  const { words, lang } = locale
  const { undo } = words.imports
  const { id, detail, undoneBy } = record
  if (record.undo === 'possible' || record.undo === 'unfinished') {
    return (
      <p class="acts">
        <a class="act" href={importRecordHref(id, lang, '/undo')}>
          {record.undo === 'unfinished' ? undo.goOn : undo.buttons[detail.kind]}
        </a>
      </p>
    )
  }
  return (
    <p class="note undo-note">
      {undo.reasons[record.undo]}
      {undoneBy !== null && (
        <>
          {' '}
          <a href={importRecordHref(undoneBy, lang)}>{undo.by(String(undoneBy))}</a>
        </>
      )}
    </p>
  )
}
