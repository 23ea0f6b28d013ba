import type { Lang } from '../../diagnosis/words'
import type { ImportRecord, UndoOutcome } from '../../history/importRecord'
import { renderAccountPage } from '../components/accountPage'
import { Block } from '../components/block'
import { Icon } from '../components/icons'
import { Name } from '../components/parts'
import { PostButton } from '../components/postButton'
import { type Locale, localeOf } from '../i18n/locale'
import { coverageHref, importRecordHref, orderHref } from '../links'
import { RecordTitle } from './recordTitle'
import type { UndoView } from './view'

/** Orders that are named; more are counted. */
const ORDERS_NAMED = 100

/** Before an import is taken back, what that will do, and after it, what it did; whole. */
export function renderUndoPage(view: UndoView, importId: number, lang: Lang): string {
  const { imports } = localeOf(lang).words
  const number = imports.number(String(importId))
  return renderAccountPage({
    view,
    title: `${imports.undo.title} ${number}`,
    hrefIn: (other) => importRecordHref(importId, other, '/undo'),
    back: { href: importRecordHref(importId, lang), name: `${imports.title} ${number}` },
    lang,
    content: (ready, locale) => <Undo view={ready} locale={locale} />,
  })
}

interface UndoProps {
  view: Extract<UndoView, { status: 'ready' }>
  locale: Locale
}

function Undo({ view, locale }: UndoProps) {
  const { undo } = locale.words.imports
  const { record } = view
  return (
    <>
      <div class="page-title plain">
        <h2>{isRedo(record) ? undo.redoTitle : undo.title}</h2>
        <p class="about">
          <span>
            <RecordTitle record={record} locale={locale} />
          </span>
        </p>
      </div>
      {view.step === 'asked' ? (
        <Asked record={record} locale={locale} />
      ) : (
        <Answered record={record} outcome={view.outcome} locale={locale} />
      )}
    </>
  )
}

function isRedo({ detail }: ImportRecord): boolean {
  return detail.kind === 'undo'
}

interface RecordProps {
  record: ImportRecord
  locale: Locale
}

/** What it will do, in numbers, and the button that does it; or why it cannot be done. */
function Asked({ record, locale }: RecordProps) {
  const { words, lang } = locale
  const { undo } = words.imports
  const { id, detail, stores, counts } = record
  if (record.undo === 'unfinished') return <GoOn importId={id} locale={locale} />
  if (record.undo !== 'possible') return <p class="note">{undo.reasons[record.undo]}</p>
  if (!counts) return <p class="note">{undo.reasons.unavailable}</p>
  return (
    <Block title={undo.will}>
      <ul class="plan">
        <Plan record={record} counts={counts} locale={locale} />
      </ul>
      <p class="note">
        {undo.where(stores.join(words.listSeparator), counts.daysChanged)} {undo.again}
      </p>
      <div class="acts">
        <PostButton
          action={importRecordHref(id, lang, '/undo')}
          label={undo.buttons[detail.kind]}
          tone="main"
        />
        <a class="act" href={importRecordHref(id, lang)}>
          {undo.keep}
        </a>
      </div>
    </Block>
  )
}

/** Its orders the other way round: what it brought goes, and what was before comes back. */
function Plan({
  record: { detail },
  counts,
  locale,
}: RecordProps & { counts: NonNullable<ImportRecord['counts']> }) {
  const { words } = locale
  const { undo, arrow } = words.imports
  const named = (name: string) => <Name text={name} fallback={words.scope.unnamed} />
  if (detail.kind === 'renameStore') {
    return (
      <li>
        {undo.renamed} {named(detail.to)}
        {arrow}
        {named(detail.from)}
      </li>
    )
  }
  if (detail.kind === 'mergeStores') {
    return (
      <>
        <li>
          {undo.movedBack(counts.ordersRemoved)} {named(detail.into)}
          {arrow}
          {named(detail.from)}
        </li>
        <li>{undo.laterStay}</li>
      </>
    )
  }
  const removed = counts.ordersNew
  const restored = counts.ordersChanged + counts.ordersRemoved
  return (
    <>
      {restored > 0 && <li>{undo.restored(restored)}</li>}
      {removed > 0 && <li>{undo.removed(removed)}</li>}
      <li>{undo.laterStay}</li>
    </>
  )
}

interface AnsweredProps {
  record: ImportRecord
  outcome: UndoOutcome
  locale: Locale
}

function Answered({ record, outcome, locale }: AnsweredProps) {
  const { words } = locale
  const { undo } = words.imports
  switch (outcome.status) {
    case 'undone':
      return <Undone record={record} outcome={outcome} locale={locale} />
    case 'unfinished':
      return <GoOn importId={record.id} locale={locale} />
    case 'refused':
      return (
        <p class="notice alarm" role="alert">
          <Icon name="alert" />
          <span>
            {undo.refused}
            {words.reasonSeparator}
            {undo.refusals[outcome.reason]} {'dates' in outcome && outcome.dates.join(words.reasonSeparator)}
          </span>
        </p>
      )
  }
}

/** That there is more to take back, and the button that goes on. */
function GoOn({ importId, locale }: { importId: number; locale: Locale }) {
  const { undo } = locale.words.imports
  return (
    <section class="made" role="status">
      <p>{undo.unfinished}</p>
      <PostButton action={importRecordHref(importId, locale.lang, '/undo')} label={undo.goOn} tone="main" />
    </section>
  )
}

interface UndoneProps {
  record: ImportRecord
  outcome: Extract<UndoOutcome, { status: 'undone' }>
  locale: Locale
}

/** What was taken back, and which orders were left as they are. */
function Undone({ record, outcome: { importId, counts, left }, locale }: UndoneProps) {
  const { words, lang } = locale
  const { undo } = words.imports
  return (
    <>
      <section class="made" role="status">
        <h3>{isRedo(record) ? undo.wasRedone : undo.wasUndone}</h3>
        <p>{undo.did(counts.ordersNew + counts.ordersChanged, counts.ordersRemoved)}</p>
        <p class="acts">
          <a class="act" href={importRecordHref(importId, lang)}>
            {undo.toRecord}
          </a>
          <a class="act" href={coverageHref(lang)}>
            {words.coverage.title}
          </a>
        </p>
      </section>
      {left.length > 0 && (
        <Block title={undo.leftTitle(left.length)}>
          <ul class="left-orders">
            {left.slice(0, ORDERS_NAMED).map((orderId) => (
              <li key={orderId}>
                <LeftOrder orderId={orderId} stores={record.stores} locale={locale} />
              </li>
            ))}
            {left.length > ORDERS_NAMED && <li>{undo.andMore(left.length)}</li>}
          </ul>
        </Block>
      )}
    </>
  )
}

interface LeftOrderProps {
  orderId: string
  stores: readonly string[]
  locale: Locale
}

/** An order by its number, which leads to it where it can only be of one store. */
function LeftOrder({ orderId, stores, locale }: LeftOrderProps) {
  const [store] = stores
  if (store === undefined || stores.length > 1) return <span class="id">{orderId}</span>
  return (
    <a class="id" href={orderHref({ store, orderId }, null, locale.lang)}>
      {orderId}
    </a>
  )
}
