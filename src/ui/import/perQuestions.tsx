import { MICRO_PER_FEN, MICRO_PER_YUAN } from '../../diagnosis/money'
import type { AmountExample, ImportWarning } from '../../import/report'
import { DataTable } from '../components/dataTable'
import { Choice, Choices } from '../components/field'
import { count, money, pieces, UNKNOWN } from '../i18n/format'
import { perField } from './answerFields'
import { StepForm, type StepWire } from './stepForm'
import type { PreviewView } from './view'
import type { ImportLocale } from './words'
import { saidOfWarning } from './words/shape'

export type OtherPer = Extract<ImportWarning, { code: 'otherPer' }>

/** Columns whose amounts may be of something else than was thought, as long as the sender has not said which. */
export function openPerQuestions({ report, said }: Pick<PreviewView, 'report' | 'said'>): OtherPer[] {
  return report.warnings.filter(
    (warning): warning is OtherPer => warning.code === 'otherPer' && said.per?.[warning.column] === undefined,
  )
}

interface PerQuestionsProps {
  questions: readonly OtherPer[]
  id: string
  wire: StepWire
  locale: ImportLocale
}

/** Asked before anything is stored: a price of a whole line that is taken for one of a piece ruins every figure. */
export function PerQuestions({ questions, id, wire, locale }: PerQuestionsProps) {
  return (
    <StepForm {...wire} class="per-questions">
      {questions.map((question) => (
        <PerQuestion key={question.column} question={question} id={id} locale={locale} />
      ))}
      <button type="submit" class="act main">
        {locale.words.page.per.submit}
      </button>
    </StepForm>
  )
}

interface PerQuestionProps {
  question: OtherPer
  id: string
  locale: ImportLocale
}

function PerQuestion({ question, id, locale: { words } }: PerQuestionProps) {
  const { per } = words.page
  const said = saidOfWarning(question, words.warnings, words.tell)
  const field = perField(question.column)
  return (
    <div class="asked">
      <Choices id={`${id}-${field}`} legend={said.title}>
        <p class="note">
          {said.body} {said.todo}
        </p>
        <Choice name={field} value="unit" checked={false} required>
          {per.unit}
        </Choice>
        <Choice name={field} value="line" checked={false} required>
          {per.line}
        </Choice>
      </Choices>
      <p class="note">{per.asNow(question.per === 'unit' ? 'line' : 'unit')}</p>
      <Examples examples={question.examples} words={per} />
    </div>
  )
}

function Examples({
  examples,
  words,
}: {
  examples: readonly AmountExample[]
  words: ImportLocale['words']['page']['per']
}) {
  return (
    <DataTable
      caption={words.examples}
      rows={examples}
      rowKey={({ line }, i) => `${line} ${i}`}
      columns={[
        {
          id: 'product',
          title: words.product,
          cell: ({ productName }) => <bdi class="name">{productName}</bdi>,
        },
        { id: 'line', title: words.line1, kind: 'number', key: true, cell: ({ line }) => count(line) },
        { id: 'quantity', title: words.quantity, kind: 'number', cell: ({ quantity }) => pieces(quantity) },
        { id: 'price', title: words.price, kind: 'number', cell: ({ price }) => yuan(price) },
        { id: 'listPrice', title: words.listPrice, kind: 'number', cell: ({ listPrice }) => yuan(listPrice) },
        { id: 'cost', title: words.cost, kind: 'number', cell: ({ cost }) => yuan(cost) },
      ]}
    />
  )
}

/** An amount of the file, to the fen. */
function yuan(amount: number | null): string {
  return amount === null ? UNKNOWN : money(Math.round(amount * (MICRO_PER_YUAN / MICRO_PER_FEN)))
}
