/**
 * The script of pages that have a text to copy, put into them by its hash: it shows the buttons that need it, copies with
 * one tap, and opens the system's share sheet where there is one. What it works on is drawn by src/ui/components/shareText.tsx.
 */

/** For how long a button says that the text was copied. */
const SAID_MS = 2000

/** The buttons that name a text by the ID of its box. */
const COPY = 'data-copy'
const SHARE = 'data-share'

/** Shows the buttons of a kind. */
function reveal(kind: string): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[${kind}]`)) button.hidden = false
}

/** What a text can be taken from by hand, where it cannot be copied. */
function selectText(box: HTMLTextAreaElement): void {
  const details = box.closest('details')
  if (details) details.open = true
  box.focus()
  box.select()
}

/** Says on the button, and to who listens, that the text was copied. */
function sayCopied(button: HTMLElement): void {
  const status = button.parentElement?.querySelector('[role="status"]')
  button.dataset.done = ''
  if (status) status.textContent = status.getAttribute('data-said')
  setTimeout(() => {
    delete button.dataset.done
    if (status) status.textContent = ''
  }, SAID_MS)
}

async function copy(button: HTMLElement, box: HTMLTextAreaElement): Promise<void> {
  try {
    // There is no clipboard in some apps' own browsers, and some browsers refuse it.
    await navigator.clipboard.writeText(box.value)
    sayCopied(button)
  } catch {
    selectText(box)
  }
}

function share(box: HTMLTextAreaElement): void {
  navigator.share({ text: box.value }).catch((error: unknown) => {
    // Closed again by the reader, who wants nothing else then.
    if (!(error instanceof DOMException && error.name === 'AbortError')) selectText(box)
  })
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>(`[${COPY}],[${SHARE}]`) : null
  if (!button) return
  const shares = button.hasAttribute(SHARE)
  const box = document.getElementById(button.getAttribute(shares ? SHARE : COPY) ?? '')
  if (!(box instanceof HTMLTextAreaElement)) return
  if (shares) share(box)
  else void copy(button, box)
})

reveal(COPY)
if ('share' in navigator) reveal(SHARE)
