import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/locale'
import { Panel } from './messages'
import { StoreNames } from './storeNames'

interface OutOfReachProps {
  /** Their names; none where all could be read. */
  stores: readonly string[]
  locale: Locale
  /** What the page lacks by it. */
  children: ComponentChildren
}

/** Stores that cannot be read now, because their database does not answer: what is shown is of the others. */
export function OutOfReach({ stores, locale, children }: OutOfReachProps) {
  const { title, body } = locale.words.messages.storesOutOfReach
  if (stores.length === 0) return null
  return (
    <Panel tone="problem" title={title}>
      <p>
        <StoreNames stores={stores.map((store) => ({ store }))} locale={locale} />
      </p>
      <p>{children}</p>
      <p>{body}</p>
    </Panel>
  )
}
