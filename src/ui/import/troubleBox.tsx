import type { ComponentChildren } from 'preact'
import { Icon } from '../components/icons'
import type { Trouble } from './view'
import type { ImportLocale } from './words'
import { type Advice, saidOfFileRefusal, saidOfRefusal } from './words/shape'

interface TroubleBoxProps {
  trouble: Trouble
  locale: ImportLocale
  /** What can be done about it here. */
  children?: ComponentChildren
}

/** Why a file goes no further, and what to do. */
export function TroubleBox({ trouble, locale, children }: TroubleBoxProps) {
  const { title, body, todo } = adviceOn(trouble, locale)
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <div>
        <b>{title}</b>
        <p>{body}</p>
        <p class="todo">{todo}</p>
        {trouble.kind === 'failure' && trouble.reference && <code>{trouble.reference}</code>}
        {children}
      </div>
    </div>
  )
}

function adviceOn(trouble: Trouble, { words }: ImportLocale): Advice {
  switch (trouble.kind) {
    case 'refusal':
      return saidOfRefusal(trouble.refusal, words.refusals, words.tell)
    case 'fileRefusal':
      return saidOfFileRefusal(trouble.refusal, words.fileRefusals, words.tell)
    case 'failure':
      return words.page.failures[trouble.failure]
  }
}
