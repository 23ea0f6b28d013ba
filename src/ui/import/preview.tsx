import type { ComponentChildren } from 'preact'
import { fileOutcome } from '../../import/changes'
import { count } from '../i18n/format'
import { COMPLETE_DAYS_FIELD } from './answerFields'
import { DayTable } from './dayTable'
import { FirstLineTable } from './firstLineTable'
import { openPerQuestions, PerQuestions } from './perQuestions'
import { RejectedLines } from './rejectedLines'
import { ReportFacts, WhatItIs } from './reportFacts'
import { StepForm, type StepWire } from './stepForm'
import type { PreviewView } from './view'
import { WarningList } from './warningList'
import type { ImportLocale } from './words'

/** What the forms of a preview lead to. */
export interface PreviewWires {
  answer: StepWire
  confirm: StepWire
  /** Counts anew once the tick is set or taken away; absent, a button does. */
  onCompleteDays?: (complete: boolean) => void
}

interface PreviewProps {
  view: PreviewView
  id: string
  wires: PreviewWires
  locale: ImportLocale
  /** The way to all rejected lines. */
  download?: ComponentChildren
  /** What else can be done with the file: a link or a button. */
  children?: ComponentChildren
}

/** Step three: what storing the file would change. Nothing is stored before the button at its end. */
export function Preview({ view, id, wires, locale, download, children }: PreviewProps) {
  const { preview } = locale.words.page
  const { report, days, firstLines, stores } = view
  const questions = openPerQuestions(view)
  const outcome = fileOutcome(report, days)
  const isNothing = outcome === 'nothingImported'
  // A question is no warning.
  const warnings = report.warnings.filter((warning) => !questions.some((question) => question === warning))
  return (
    <>
      <WhatItIs report={report} locale={locale} />
      {questions.length > 0 && (
        <PerQuestions questions={questions} id={id} wire={wires.answer} locale={locale} />
      )}
      {isNothing ? (
        <p class="notice alarm">{preview.nothingTaken}</p>
      ) : (
        <section class="step-part">
          <h4>{preview.title}</h4>
          <p class="note">{preview.nothingStored}</p>
          <DayTable view={view} locale={locale} />
          <Renamed stores={stores} locale={locale} />
          {outcome === 'unchanged' && <p class="note">{preview.sameAsStored}</p>}
        </section>
      )}
      <WarningList warnings={warnings} locale={locale} />
      <FirstLineTable lines={firstLines} locale={locale} />
      <ReportFacts report={report} locale={locale} />
      <RejectedLines report={report} locale={locale}>
        {download}
      </RejectedLines>
      {questions.length > 0 && <p class="note">{preview.answerFirst}</p>}
      {!isNothing && questions.length === 0 ? (
        <Confirm view={view} id={id} wires={wires} locale={locale}>
          {children}
        </Confirm>
      ) : (
        <p class="acts">{children}</p>
      )}
    </>
  )
}

/** Names under which a store is stored otherwise than the file calls it. */
function Renamed({ stores, locale }: Pick<PreviewView, 'stores'> & { locale: ImportLocale }) {
  const { preview } = locale.words.page
  const renamed = stores.filter(({ name, storedAs }) => name !== storedAs)
  return (
    <>
      {renamed.map(({ name, storedAs }) => (
        <p key={name} class="note">
          {preview.storedAs(name, storedAs)}
        </p>
      ))}
    </>
  )
}

function Confirm({ view, id, wires, locale, children }: Omit<PreviewProps, 'download'>) {
  const { preview } = locale.words.page
  const { confirm, onCompleteDays } = wires
  return (
    <StepForm {...confirm} class="confirm">
      <label class="choice" for={`${id}-complete`}>
        <input
          id={`${id}-complete`}
          type="checkbox"
          name={COMPLETE_DAYS_FIELD}
          value="1"
          checked={view.completeDays}
          aria-describedby={`${id}-complete-note`}
          {...(onCompleteDays && {
            onChange: (event: { currentTarget: unknown }) =>
              onCompleteDays((event.currentTarget as { checked: boolean }).checked),
          })}
        />
        <span>{preview.completeDays}</span>
      </label>
      <div class="note" id={`${id}-complete-note`}>
        <p>{preview.completeDaysHint}</p>
        {view.completeDays && <p class="removes">{removalText(view, locale)}</p>}
      </div>
      <div class="acts">
        <button type="submit" class="act main" name="do" value="confirm">
          {preview.confirm}
        </button>
        {!onCompleteDays && (
          <button type="submit" class="act" name="do" value="preview">
            {preview.recount}
          </button>
        )}
        {children}
      </div>
    </StepForm>
  )
}

/** Days of which orders would be removed that are named; more are in the table. */
const REMOVALS_NAMED = 12

function removalText({ days }: PreviewView, { words }: ImportLocale): string {
  const { preview } = words.page
  const removing = days.filter(({ ordersNotInFile }) => ordersNotInFile > 0)
  if (removing.length === 0) return preview.removesNone
  const orders = removing.reduce((sum, { ordersNotInFile }) => sum + ordersNotInFile, 0)
  const where = removing
    .slice(0, REMOVALS_NAMED)
    .map(({ store, date, ordersNotInFile }) =>
      preview.inDay(store, words.tell.date(date), count(ordersNotInFile)),
    )
  const more = removing.length > REMOVALS_NAMED ? ['…'] : []
  return preview.removes(count(orders), words.tell.list([...where, ...more]))
}
