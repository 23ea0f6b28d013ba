import type { ComponentChildren } from 'preact'
import type { ColumnName } from '../../diagnosis/orderFields'
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
  const { kind, questions, offered, guesses } = unanswered
  const guessed = [...questions.map(columnOf), ...offered].some((column) => guesses[column] !== undefined)
  return (
    <section class="step-part">
      <p class="what-it-is">
        <span>{kind.title[locale.lang]}</span>
      </p>
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
          {questions.map((question) => (
            <Asked key={question} question={question} view={view} id={id} locale={locale} />
          ))}
        </div>
        {offered.length > 0 && (
          <fieldset class="step-part">
            <legend>{words.offered}</legend>
            <div class="questions">
              {offered.map((column) => (
                <AskedColumn key={column} column={column} optional view={view} id={id} locale={locale} />
              ))}
            </div>
          </fieldset>
        )}
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

type AboutFile = Omit<QuestionsProps, 'wire' | 'children'>

interface AskedProps extends AboutFile {
  question: Question
}

function Asked({ question, view, id, locale }: AskedProps) {
  if (needsColumn(question))
    return <AskedColumn column={columnOf(question)} view={view} id={id} locale={locale} />
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
        chosen={chosenFor(column, view)}
        unanswered={view.unanswered}
      />
    </div>
  )
}

function AskedColumn({ column, optional, view, id, locale }: AboutFile & ColumnQuestion) {
  const { page, columns } = locale.words
  const known = columns[column]
  return (
    <div class="asked">
      <ColumnSelect
        id={`${id}-${column}`}
        name={columnField(column)}
        label={page.questions.column(known?.name ?? column)}
        hint={known?.hint}
        none={optional ? page.questions.noneOfThem : page.questions.none}
        chosen={chosenFor(column, view)}
        unanswered={view.unanswered}
        required={!optional}
      />
    </div>
  )
}

interface ColumnQuestion {
  column: ColumnName
  /** Whether the file can do without. */
  optional?: boolean
}

/** Which of the file's columns is chosen for one of ours; '' for none. Once something was said, a guess no longer counts. */
function chosenFor(column: ColumnName, { answers, unanswered }: QuestionsView): string {
  const guess = Object.keys(answers).length === 0 ? unanswered.guesses[column] : undefined
  return answers.columns?.[column] ?? guess ?? ''
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
  const names = [...new Set(header.filter((name) => name !== ''))].slice(0, COLUMNS_SHOWN)
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

/** Columns of a file that can be chosen from. No export has so many, and a list of thousands would freeze the page. */
const COLUMNS_SHOWN = 300

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
            {header.slice(0, COLUMNS_SHOWN).map((name, i) => (
              <th key={i} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {firstRows.map((cells, row) => (
            <tr key={row}>
              {cells.slice(0, COLUMNS_SHOWN).map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
