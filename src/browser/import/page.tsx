import { render } from 'preact'
import { ChooseFile } from '../../ui/import/chooseFile'
import { importHref } from '../../ui/import/hrefs'
import { PageHeading } from '../../ui/import/pageHeading'
import { APP_ID } from '../../ui/import/scripts'
import { importLocaleOf } from '../../ui/import/words'
import { FileCard } from './fileCard'
import { createImports } from './imports'
import { keyOf } from './messages'

/** Takes over the first step of the page: from here on nothing is sent before its reader confirms it. */

const app = document.getElementById(APP_ID)
const locale = importLocaleOf(app?.dataset.lang === 'en' ? 'en' : 'zh')

if (app && canRun()) takeOver(app)
else app?.after(plainFormNote())

/** Whether the browser has what the page and its Web Worker are made of: those of 2024 do. An older one keeps the plain form. */
function canRun(): boolean {
  return 'groupBy' in Map && 'any' in AbortSignal && 'CompressionStream' in globalThis
}

/** What the plain form takes, as a browser without scripts is told. */
function plainFormNote(): HTMLElement {
  const note = document.createElement('p')
  note.className = 'note'
  note.textContent = locale.words.page.choose.noScript
  return note
}

function takeOver(app: HTMLElement): void {
  const imports = createImports(app.dataset.owner ?? '', draw)
  let over = false

  function draw(): void {
    const focused = document.activeElement
    const file = focused?.closest('.import-file')
    render(
      <>
        <PageHeading locale={locale} />
        <ChooseFile
          wire={{ action: importHref(locale.lang), onSubmit: (event) => choose(event, app) }}
          onChoose={take}
          over={over}
          locale={locale}
        />
        {imports.items.map((item) => (
          <FileCard key={keyOf(item)} item={item} imports={imports} locale={locale} />
        ))}
      </>,
      app,
    )
    keepFocus(focused, file)
  }

  /** Takes files, and leads their reader to the first of them: it may lie below those of before. */
  function add(files: readonly File[]): void {
    const before = imports.items.length
    imports.add(files)
    app.querySelectorAll<HTMLElement>('.import-file h3')[before]?.focus()
  }

  function take(input: unknown): void {
    const { files } = input as HTMLInputElement
    add([...(files ?? [])])
    // The same file may be chosen again.
    ;(input as HTMLInputElement).value = ''
  }

  addEventListener('dragover', (event) => {
    event.preventDefault()
    hold(true)
  })
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hold(false)
  })
  addEventListener('drop', (event) => {
    event.preventDefault()
    hold(false)
    add([...(event.dataTransfer?.files ?? [])])
  })

  function hold(held: boolean): void {
    if (over === held) return
    over = held
    draw()
  }

  draw()
  void imports.restore()
}

/** Without a file yet, the button of the form leads to one. */
function choose(event: { preventDefault(): void }, app: HTMLElement): void {
  event.preventDefault()
  app.querySelector<HTMLInputElement>('input[type=file]')?.click()
}

/** Who works by the keyboard goes on at the same file, where what had the focus has given way to the next step. */
function keepFocus(focused: Element | null, file: Element | null | undefined): void {
  if (!focused?.isConnected && file?.isConnected) file.querySelector<HTMLElement>('h3')?.focus()
}
