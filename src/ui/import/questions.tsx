import type { ComponentChildren } from 'preact'
import { columnOf, needsColumn, type Question } from '../../import/answers'
import type { Unanswered } from '../../import/unanswered'
import { TextField } from '../components/field'
import { CHANNEL_FIELD, columnField, STORE_FIELD } from './answerFields'
import { StepForm, type StepWire } from './stepForm'
import type { QuestionsView } from './view'
import type { ImportLocale } from './words'

interface QuestionsProps {
  view: QuestionsView
  /** Different for each file of a page. */
  id: string
  wire: StepWire
  locale: ImportLocale
  /** What else can be done with the file: a link or a button. */
  children?: ComponentChildren
}

/** Step two, where a file alone does not tell enough: a field for each thing that is asked, beside its first rows. */
export function Questions({ view, id, wire, locale, children }: QuestionsProps) {
  const { questions: words } = locale.words.page
  const { unanswered, again } = view
  const guessed = unanswered.questions.some(
    (question) => unanswered.guesses[columnOf(question)] !== undefined,
  )
  return (
    <section class="step-part">
      <h4>{words.title}</h4>
      <p class="note">
        {words.note} {guessed && words.guessed}
      </p>
      <StepForm {...wire} class="fields wide">
        {again && (
          <p class="wrong" role="alert">
            {words.missing}
          </p>
        )}
        <FirstRows unanswered={unanswered} locale={locale} />
        <div class="questions">
          {unanswered.questions.map((question) => (
            <Asked key={question} question={question} view={view} id={id} locale={locale} />
          ))}
        </div>
        <div class="acts">
          <button type="submit" class="act main">
            {words.submit}
          </button>
          {children}
        </div>
      </StepForm>
    </section>
  )
}

interface AskedProps extends Omit<QuestionsProps, 'wire' | 'children'> {
  question: Question
}

function Asked({ question, view, id, locale }: AskedProps) {
  if (needsColumn(question)) return <AskedColumn question={question} view={view} id={id} locale={locale} />
  return <AskedConstant question={question as 'store' | 'channel'} view={view} id={id} locale={locale} />
}

/** What a word may answer, or a column that we do not know. */
function AskedConstant({ question, view, id, locale }: AskedProps & { question: 'store' | 'channel' }) {
  const { questions: words } = locale.words.page
  const column = columnOf(question)
  const isStore = question === 'store'
  return (
    <div class="asked">
      <TextField
        id={`${id}-${question}`}
        name={isStore ? STORE_FIELD : CHANNEL_FIELD}
        label={isStore ? words.store : words.channel}
        hint={isStore ? words.storeHint : words.channelHint}
        value={view.answers[question] ?? ''}
      />
      <ColumnSelect
        id={`${id}-${column}`}
        name={columnField(column)}
        label={words.orColumn}
        none={words.noneOfThem}
        chosen={view.answers.columns?.[column] ?? view.unanswered.guesses[column] ?? ''}
        unanswered={view.unanswered}
      />
    </div>
  )
}

function AskedColumn({ question, view, id, locale }: AskedProps) {
  const { page, columns } = locale.words
  const column = columnOf(question)
  const known = columns[column]
  return (
    <div class="asked">
      <ColumnSelect
        id={`${id}-${column}`}
        name={columnField(column)}
        label={page.questions.column(known?.name ?? column)}
        hint={known?.hint}
        none={page.questions.none}
        chosen={view.answers.columns?.[column] ?? view.unanswered.guesses[column] ?? ''}
        unanswered={view.unanswered}
        required
      />
    </div>
  )
}

interface ColumnSelectProps {
  id: string
  name: string
  label: string
  hint?: string | undefined
  none: string
  chosen: string
  unanswered: Unanswered
  required?: boolean
}

function ColumnSelect({ id, label, hint, none, chosen, unanswered, ...select }: ColumnSelectProps) {
  const { header, firstRows } = unanswered
  const names = [...new Set(header.filter((name) => name !== ''))]
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select {...select} id={id} aria-describedby={hint ? `${id}-hint` : undefined}>
        <option value="">{none}</option>
        {names.map((name) => (
          <option key={name} value={name} selected={name === chosen}>
            {[name, exampleOf(header.indexOf(name), firstRows)].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
      {hint && (
        <p class="note" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

/** As much of a cell as an option has room for. */
const EXAMPLE_CHARS = 20

/** What a column holds, by the first of its cells that says anything. */
function exampleOf(column: number, rows: readonly (readonly string[])[]): string | undefined {
  return rows
    .map((cells) => cells[column] ?? '')
    .find((cell) => cell !== '')
    ?.slice(0, EXAMPLE_CHARS)
}

/** As the file has them, in a box that scrolls by itself. */
function FirstRows({ unanswered, locale }: { unanswered: Unanswered; locale: ImportLocale }) {
  const { header, firstRows } = unanswered
  const { firstRows: caption } = locale.words.page.questions
  if (firstRows.length === 0) return null
  return (
    // A box that scrolls has to be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section class="first-rows" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {header.map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
