import { csvText } from '../../exports/csv'
import { textTable } from '../../exports/exportTable'
import type { ReadReport } from '../../import/report'
import { Icon } from '../../ui/components/icons'
import { count } from '../../ui/i18n/format'
import { saidTogether } from '../../ui/import/answerFields'
import { Done } from '../../ui/import/done'
import { FileFrame } from '../../ui/import/fileFrame'
import { importHref, importRecordHref, signInAgainHref } from '../../ui/import/hrefs'
import { Preview } from '../../ui/import/preview'
import { ProgressLine } from '../../ui/import/progressLine'
import { Questions } from '../../ui/import/questions'
import { rejectedTable } from '../../ui/import/rejectedTable'
import type { StepEvent, StepWire } from '../../ui/import/stepForm'
import { TroubleBox } from '../../ui/import/troubleBox'
import type { Trouble } from '../../ui/import/view'
import type { ImportLocale } from '../../ui/import/words'
import type { Imports } from './imports'
import { type Item, type Step, secondsLeft } from './items'
import { keyOf } from './messages'

interface FileCardProps {
  item: Item
  imports: Imports
  locale: ImportLocale
}

/** One export, at whatever step it is. */
export function FileCard({ item, imports, locale }: FileCardProps) {
  return (
    <FileFrame name={item.name}>
      <p class="unseen" role="status">
        {stepTitle(item.step, locale)}
      </p>
      <StepOf item={item} imports={imports} locale={locale} />
    </FileFrame>
  )
}

/** What is read aloud when a step begins, and not again with every line that is read; '' for one that says so itself. */
function stepTitle({ at }: Step, { words: { page } }: ImportLocale): string {
  switch (at) {
    case 'waiting':
      return page.reading.waiting
    case 'reading':
      return page.reading.title
    case 'comparing':
      return page.reading.comparing
    case 'questions':
      return page.questions.title
    case 'preview':
      return page.preview.title
    case 'sending':
      return page.sending.title
    case 'stopped':
    case 'done':
    case 'trouble':
      return ''
  }
}

function StepOf({ item, imports, locale }: FileCardProps) {
  const { page } = locale.words
  const { step } = item
  const leave = <Act label={page.preview.leave} onClick={() => imports.remove(item)} />
  const answering = wireOf(locale, (form) =>
    imports.answer(item, saidTogether(item.answers, new FormData(form))),
  )
  switch (step.at) {
    case 'waiting':
      return (
        <ProgressLine title={page.reading.waiting} text="" share={null} secondsLeft={null} locale={locale} />
      )
    case 'reading':
    case 'comparing':
      return (
        <>
          <ReadingLine step={step} locale={locale} />
          <p class="acts">{leave}</p>
        </>
      )
    case 'questions':
      return (
        <Questions view={step.view} id={idOf(item)} wire={answering} locale={locale}>
          {leave}
        </Questions>
      )
    case 'preview': {
      const confirming = wireOf(locale, () => {
        if (!step.recounting) imports.confirm(item)
      })
      return (
        <Preview
          view={step.view}
          id={idOf(item)}
          wires={{
            answer: answering,
            confirm: confirming,
            onCompleteDays: (complete) => imports.completeDays(item, complete),
          }}
          locale={locale}
          download={
            <Act
              label={page.rejected.download}
              onClick={() => downloadRejected(item.name, step.view.report, locale)}
            />
          }
        >
          {item.asked && <Act label={page.preview.changeAnswers} onClick={() => imports.askAgain(item)} />}
          {leave}
        </Preview>
      )
    }
    case 'sending':
      return (
        <>
          <SendingLine step={step} locale={locale} />
          <p class="acts">
            <Act label={page.sending.cancel} onClick={() => imports.stop(item)} />
          </p>
        </>
      )
    case 'stopped':
      return <Stopped step={step} item={item} imports={imports} locale={locale} />
    case 'done':
      return (
        <Done view={step.view} locale={locale}>
          <p class="acts">
            <Act label={page.done.clear} onClick={() => imports.remove(item)} />
          </p>
        </Done>
      )
    case 'trouble':
      return (
        <TroubleBox trouble={step.trouble} locale={locale}>
          <p class="acts">
            {isSignedOut(step.trouble) && (
              <a class="act main" href={signInAgainHref(locale.lang)}>
                {page.signIn}
              </a>
            )}
            {mayPass(step.trouble) && <Act label={page.retry} onClick={() => imports.retry(item)} />}
            {leave}
          </p>
        </TroubleBox>
      )
  }
}

/** A form that a script takes in place of the server. */
function wireOf({ lang }: ImportLocale, take: (form: HTMLFormElement) => void): StepWire {
  return {
    action: importHref(lang),
    onSubmit: (event: StepEvent) => {
      event.preventDefault()
      take(event.currentTarget as HTMLFormElement)
    },
  }
}

/** What the fields of an export are named after: no two of a page are alike. */
function idOf(item: Item): string {
  return `f-${keyOf(item).replaceAll(/[^\w-]/g, '_')}`
}

function Act({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" class="act" onClick={onClick}>
      {label}
    </button>
  )
}

function ReadingLine({
  step,
  locale,
}: {
  step: Extract<Step, { at: 'reading' | 'comparing' }>
  locale: ImportLocale
}) {
  const { reading } = locale.words.page
  if (step.at === 'comparing') {
    const share = step.parts > 0 ? step.partsDone / step.parts : null
    return (
      <ProgressLine
        title={step.waits ? locale.words.page.sending.waits[step.waits] : reading.comparing}
        text=""
        share={share}
        secondsLeft={null}
        locale={locale}
      />
    )
  }
  const { bytesRead, bytes, lines } = step.progress
  if (bytesRead === null) {
    return (
      <ProgressLine
        title={reading.opening}
        text={megabytes(bytes)}
        share={null}
        secondsLeft={null}
        locale={locale}
      />
    )
  }
  const share = bytes > 0 ? Math.min(1, bytesRead / bytes) : null
  return (
    <ProgressLine
      title={reading.title}
      text={reading.progress(megabytes(bytesRead), megabytes(bytes), lines === null ? '…' : count(lines))}
      share={share}
      secondsLeft={secondsLeft(share, performance.now() - step.sinceMs)}
      locale={locale}
    />
  )
}

function SendingLine({ step, locale }: { step: Extract<Step, { at: 'sending' }>; locale: ImportLocale }) {
  const { sending } = locale.words.page
  const { partsDone, parts, bytesSent, lines, waits } = step.progress
  const share = parts > 0 ? partsDone / parts : null
  // What was stored in an earlier visit took no time now.
  const ofNow = parts > step.partsBefore ? (partsDone - step.partsBefore) / (parts - step.partsBefore) : null
  const isLast = parts > 0 && partsDone === parts
  return (
    <ProgressLine
      title={waits ? sending.waits[waits] : isLast ? sending.finishing : sending.title}
      text={`${sending.progress(count(partsDone), count(parts), count(lines))} · ${sending.bytes(megabytes(bytesSent))}`}
      share={share}
      secondsLeft={secondsLeft(ofNow, performance.now() - step.sinceMs)}
      locale={locale}
    />
  )
}

function Stopped({
  step,
  item,
  imports,
  locale,
}: FileCardProps & { step: Extract<Step, { at: 'stopped' }> }) {
  const { page } = locale.words
  const { stopped } = page
  const { because, partsDone, parts, importId } = step
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <div>
        <b>{because === 'cancelled' ? stopped.cancelled : stopped.interrupted(partsDone)}</b>
        <p>{stopped.stored(partsDone, parts)}</p>
        {because !== 'cancelled' && <p class="todo">{stopped.because[because]}</p>}
        {importId !== null && (
          <p>
            <a href={importRecordHref(importId, locale.lang)}>{page.done.details}</a>
          </p>
        )}
        <p class="acts">
          <button type="button" class="act main" onClick={() => imports.confirm(item)}>
            {stopped.goOn}
          </button>
          <Act label={page.preview.leave} onClick={() => imports.remove(item)} />
        </p>
      </div>
    </div>
  )
}

function isSignedOut(trouble: Trouble): boolean {
  return trouble.kind === 'failure' && trouble.failure === 'notSignedIn'
}

/** Whether trying again may help. */
function mayPass(trouble: Trouble): boolean {
  return trouble.kind === 'failure' && trouble.failure !== 'denied' && trouble.failure !== 'noFiles'
}

/** `12.3 MB` */
function megabytes(bytes: number): string {
  return `${count(bytes / 1_000_000)} MB`
}

/** All rejected lines as a file that spreadsheet programs open. */
function downloadRejected(file: string, report: ReadReport, locale: ImportLocale): void {
  const { headers, rows } = rejectedTable(report.rejected.lines, locale.words)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([csvText(textTable(headers, rows))], { type: 'text/csv' }))
  link.download = `${locale.words.page.rejected.fileName(file.replace(/\.\w+$/, ''))}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
