import type { ImportLocale } from './words'

interface ProgressLineProps {
  /** What is being done. */
  title: string
  /** How far it has come, in words. */
  text: string
  /** From 0 to 1; null where nobody knows. */
  share: number | null
  secondsLeft: number | null
  locale: ImportLocale
}

/** What is being done, how far it has come, and how long it will take yet. */
export function ProgressLine({ title, text, share, secondsLeft, locale }: ProgressLineProps) {
  return (
    <div class="progress">
      <p>
        <b>{title}</b> <span class="faint">{text}</span>
      </p>
      <progress
        aria-label={title}
        max={1}
        // Without a value it only says that something is going on.
        {...(share !== null && { value: share })}
      />
      <p class="note">{secondsLeft === null ? '\u00a0' : locale.words.page.left(secondsLeft)}</p>
    </div>
  )
}
