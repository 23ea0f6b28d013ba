import type { Lang } from '../../diagnosis/words'
import type { ImportRecord, UndoOutcome } from '../../history/importRecord'
import { AccountFooter } from '../components/accountFooter'
import { Block } from '../components/block'
import { Icon } from '../components/icons'
import { CardMessage } from '../components/messages'
import { Name } from '../components/parts'
import { PostButton } from '../components/postButton'
import { renderWholePage } from '../components/wholePage'
import { type Locale, localeOf } from '../i18n/locale'
import { importRecordHref, orderHref } from '../links'
import { RecordTitle } from './recordTitle'
import type { UndoNumbers, UndoView } from './view'

/** Orders of a store that are named; more are counted. */
const ORDERS_NAMED = 20

/** Before an import is taken back, what that will do, and after it, what it did; whole. */
export function renderUndoPage(view: UndoView, importId: number, lang: Lang): string {
  const locale = localeOf(lang)
  const { imports, nav } = locale.words
  return renderWholePage(
    {
      title: `${imports.undo.title} ${imports.number(String(importId))}`,
      languageHref: importRecordHref(importId, nav.otherLang, '/undo'),
      signedIn: true,
      back: {
        href: importRecordHref(importId, lang),
        name: `${imports.title} ${imports.number(String(importId))}`,
      },
      footer: <AccountFooter locale={locale} />,
      children:
        view.status === 'ready' ? (
          <Undo view={view} locale={locale} />
        ) : (
          <CardMessage
            view={view}
            scope={{ stores: [], date: null }}
            locale={locale}
            retryHref={importRecordHref(importId, lang, '/undo')}
          />
        ),
    },
    locale,
  )
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
        <Asked record={record} plan={view.plan} locale={locale} />
      ) : (
        <Answered record={record} outcome={view.outcome} locale={locale} />
      )}
    </>
  )
}

function isRedo({ detail }: ImportRecord): boolean {
  return detail.kind === 'undo'
}

interface AskedProps {
  record: ImportRecord
  plan: UndoNumbers
  locale: Locale
}

/** What it will do, in numbers, and the button that does it; or why it cannot be done. */
function Asked({ record, plan, locale }: AskedProps) {
  const { words, lang } = locale
  const { undo } = words.imports
  if (record.undo !== 'possible') return <p class="note">{undo.reasons[record.undo]}</p>
  const { ordersRemoved, ordersRestored, ordersLeft, days, stores } = plan
  const lines = [
    ordersRestored > 0 && undo.restored(ordersRestored),
    ordersRemoved > 0 && undo.removed(ordersRemoved),
    ordersLeft > 0 && undo.left(ordersLeft),
  ].filter((line) => line !== false)
  return (
    <Block title={undo.will}>
      <ul class="plan">
        {lines.length === 0 ? <li>{undo.nothing}</li> : lines.map((line) => <li key={line}>{line}</li>)}
      </ul>
      <p class="note">{undo.where(stores.join(words.listSeparator), days)}</p>
      <div class="acts">
        <PostButton
          action={importRecordHref(record.id, lang, '/undo')}
          label={undo.buttons[record.detail.kind]}
          tone="main"
        />
        <a class="act" href={importRecordHref(record.id, lang)}>
          {undo.keep}
        </a>
      </div>
    </Block>
  )
}

interface AnsweredProps {
  record: ImportRecord
  outcome: UndoOutcome
  locale: Locale
}

function Answered({ record, outcome, locale }: AnsweredProps) {
  const { words, lang } = locale
  const { undo } = words.imports
  switch (outcome.status) {
    case 'undone':
      return <Undone record={record} outcome={outcome} locale={locale} />
    case 'unfinished':
      return (
        <section class="made" role="status">
          <p>{undo.unfinished}</p>
          <PostButton action={importRecordHref(record.id, lang, '/undo')} label={undo.goOn} tone="main" />
        </section>
      )
    case 'refused':
      return (
        <p class="notice alarm" role="alert">
          <Icon name="alert" />
          <span>
            {undo.refused}
            {words.reasonSeparator}
            {undo.refusals[outcome.reason]}
          </span>
        </p>
      )
  }
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
        <p>{undo.did(counts.ordersChanged, counts.ordersRemoved)}</p>
        <p class="note">{undo.again}</p>
        <p class="acts">
          <a class="act" href={importRecordHref(importId, lang)}>
            {undo.toRecord}
          </a>
        </p>
      </section>
      {left.length > 0 && (
        <Block title={undo.leftTitle(left.reduce((sum, { count }) => sum + count, 0))}>
          <ul class="left-orders">
            {left.map(({ store, orderIds, count }) => (
              <li key={store}>
                <Name text={store} fallback={words.scope.unnamed} />
                <ul>
                  {orderIds.slice(0, ORDERS_NAMED).map((orderId) => (
                    <li key={orderId}>
                      <a class="id" href={orderHref({ store, orderId }, null, lang)}>
                        {orderId}
                      </a>
                    </li>
                  ))}
                  {count > ORDERS_NAMED && <li>{undo.andMore(count)}</li>}
                </ul>
              </li>
            ))}
          </ul>
        </Block>
      )}
    </>
  )
}
