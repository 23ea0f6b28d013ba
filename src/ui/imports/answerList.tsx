import { COLUMN_NAMES } from '../../diagnosis/orderFields'
import type { Answers } from '../../import/answers'
import { Block } from '../components/block'
import { Details } from '../components/proofList'
import { count, day } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { forgetAnswersHref } from '../links'
import type { RememberedAnswers } from './view'

/** Columns that a header is told by. */
const COLUMNS_NAMED = 6

interface AnswerListProps {
  answers: readonly RememberedAnswers[]
  nowIso: string
  locale: Locale
}

/** What the reader has said of files, each to be forgotten. */
export function AnswerList({ answers, nowIso, locale }: AnswerListProps) {
  const { words, lang } = locale
  const { answers: said } = words.imports
  return (
    <Block title={said.title} note={said.note}>
      <ul class="proofs answers">
        {answers.map(({ headerSignature, answers: of, answeredAt }) => (
          <li key={headerSignature}>
            <div>
              <ul>
                {saidOf(of, locale).map(([name, value]) => (
                  <li key={name}>
                    <bdi>{name}</bdi>
                    {said.is}
                    <bdi class="name">{value}</bdi>
                  </li>
                ))}
              </ul>
              <Details>
                <span>{headerText(headerSignature, locale)}</span>
                <span>{day(answeredAt, nowIso, lang)}</span>
              </Details>
            </div>
            <form method="post" action={forgetAnswersHref(lang)}>
              <input type="hidden" name="header" value={headerSignature} />
              <button type="submit" class="act">
                {said.forget}
              </button>
            </form>
          </li>
        ))}
      </ul>
    </Block>
  )
}

function headerText(headerSignature: string, { words }: Locale): string {
  const names = headerSignature.split('\n')
  const named = names.slice(0, COLUMNS_NAMED).join(words.listSeparator)
  return words.imports.answers.header(named, names.length > COLUMNS_NAMED ? count(names.length) : null)
}

/** Each answer by what it answers. Total: an answer of an earlier day may be of any shape. */
function saidOf({ store, channel, columns = {}, per = {} }: Answers, { words }: Locale): [string, string][] {
  const { answers } = words.imports
  const constants: [string, string | undefined][] = [
    [answers.store, store],
    [answers.channel, channel],
  ]
  return [
    ...constants.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]])),
    ...COLUMN_NAMES.flatMap((name): [string, string][] => {
      const header = columns[name]
      return header === undefined ? [] : [[name, header]]
    }),
    ...(['实收价格', '商品采购成本'] as const).flatMap((name): [string, string][] => {
      const of = per[name]
      return of === undefined ? [] : [[name, answers.per[of]]]
    }),
  ]
}
