import type { Locale } from '../i18n/locale'
import { COPY_SCRIPT } from '../share/copyScript'
import { shareWords } from '../share/words'
import { Icon } from './icons'

/** Lines of the box at first; more of them are scrolled to. */
const MAX_BOX_LINES = 12

interface ShareTextProps {
  /** Of the box; no other element of the page has it. */
  id: string
  /** Made by `chatText`. */
  text: string
  locale: Locale
}

/**
 * A text to send: in a box behind a click, from which it can be taken by hand, and beside it the buttons that copy and share
 * it, which the script shows where they work (src/browser/share/copy.ts). A page that has one ends in {@link copyScript}.
 */
export function ShareText({ id, text, locale }: ShareTextProps) {
  const words = shareWords(locale)
  return (
    <div class="share">
      <details>
        <summary>
          <Icon name="send" />
          {words.send}
        </summary>
        <textarea
          id={id}
          readOnly
          dir="auto"
          aria-label={words.text}
          rows={Math.min(text.split('\n').length + 1, MAX_BOX_LINES)}
        >
          {text}
        </textarea>
      </details>
      <button type="button" data-copy={id} hidden>
        <Icon name="copy" />
        <span class="now">{words.copy}</span>
        <span class="then">{words.copied}</span>
      </button>
      <button type="button" data-share={id} hidden>
        {words.share}
      </button>
      <span class="unseen" role="status" data-said={words.copied} />
    </div>
  )
}

/** The script that copies, for the end of a page that holds a {@link ShareText}: the policy names it by its hash. */
export function copyScript(): string {
  return `<script>${COPY_SCRIPT}</script>`
}
