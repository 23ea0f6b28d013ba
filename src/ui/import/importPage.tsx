import type { Lang } from '../../diagnosis/words'
import type { Answers } from '../../import/answers'
import { AccountFooter } from '../components/accountFooter'
import { renderWholePage } from '../components/wholePage'
import { localeOf } from '../i18n/locale'
import { fieldsOf, NAME_FIELD, SHOWN_COMPLETE_FIELD } from './answerFields'
import { ChooseFile } from './chooseFile'
import { Done } from './done'
import { FileFrame } from './fileFrame'
import { importHref, keptFileHref } from './hrefs'
import { PageHeading } from './pageHeading'
import { Preview } from './preview'
import { Questions } from './questions'
import { APP_ID, PAGE_SCRIPT } from './scripts'
import type { StepWire } from './stepForm'
import { TroubleBox } from './troubleBox'
import type { DoneView, PreviewView, QuestionsView, Trouble } from './view'
import { type ImportLocale, importLocaleOf } from './words'

/** What the page shows that a server makes: a form, and what came of it, for browsers that run no script. */
export type ImportPageView =
  | { step: 'choose'; missing?: boolean }
  | { step: 'trouble'; file: string; trouble: Trouble }
  | { step: 'questions'; file: string; keptAs: string; questions: QuestionsView }
  | { step: 'preview'; file: string; keptAs: string; preview: PreviewView }
  | { step: 'done'; file: string; done: DoneView }

/** Who looks at the page. */
interface ImportPageReader {
  signedIn: boolean
  /** Under which name his imports are kept. */
  owner: string
}

/** The page that imports. Only its first step is the script's to take over: what a form has led to stays as it is. */
export function renderImportPage(
  view: ImportPageView,
  { signedIn, owner }: ImportPageReader,
  lang: Lang,
): string {
  const locale = localeOf(lang)
  const words = importLocaleOf(lang)
  return renderWholePage(
    {
      title: words.words.page.title,
      languageHref: importHref(locale.words.nav.otherLang),
      signedIn,
      footer: <AccountFooter locale={locale} />,
      children:
        view.step === 'choose' ? (
          <>
            <div id={APP_ID} data-lang={lang} data-owner={owner}>
              <FirstStep missing={view.missing ?? false} locale={words} />
            </div>
            <noscript>
              <p class="note">{words.words.page.choose.noScript}</p>
            </noscript>
            <script type="module" src={PAGE_SCRIPT} />
          </>
        ) : (
          <>
            <PageHeading locale={words} />
            <FileFrame name={view.file}>
              <Step view={view} locale={words} />
            </FileFrame>
          </>
        ),
    },
    locale,
  )
}

function FirstStep({ missing, locale }: { missing: boolean; locale: ImportLocale }) {
  return (
    <>
      <PageHeading locale={locale} />
      <ChooseFile wire={{ action: importHref(locale.lang) }} missing={missing} locale={locale} />
    </>
  )
}

type LaterStep = Exclude<ImportPageView, { step: 'choose' }>

function Step({ view, locale }: { view: LaterStep; locale: ImportLocale }) {
  const { page } = locale.words
  switch (view.step) {
    case 'trouble':
      return (
        <TroubleBox trouble={view.trouble} locale={locale}>
          <Another label={page.preview.leaveFirst} locale={locale} />
        </TroubleBox>
      )
    case 'questions':
      return (
        <Questions
          view={view.questions}
          id="file"
          wire={wireOf(view, view.questions.answers, locale)}
          locale={locale}
        >
          <AnotherLink label={page.preview.leaveFirst} locale={locale} />
        </Questions>
      )
    case 'preview':
      return (
        <Preview
          view={view.preview}
          id="file"
          wires={{
            answer: wireOf(view, view.preview.said, locale),
            confirm: wireOf(view, view.preview.said, locale, [
              [SHOWN_COMPLETE_FIELD, view.preview.completeDays ? '1' : ''],
            ]),
          }}
          locale={locale}
        >
          <AnotherLink label={page.preview.leaveFirst} locale={locale} />
        </Preview>
      )
    case 'done':
      return (
        <Done view={view.done} locale={locale}>
          <Another label={page.done.another} locale={locale} />
        </Done>
      )
  }
}

/** Where the forms about a kept file lead, and what they carry along: its name, and what was said of it. */
function wireOf(
  { file, keptAs }: { file: string; keptAs: string },
  said: Answers,
  { lang }: ImportLocale,
  more: readonly [name: string, value: string][] = [],
): StepWire {
  return { action: keptFileHref(keptAs, lang), carried: [[NAME_FIELD, file], ...fieldsOf(said), ...more] }
}

function Another({ label, locale }: { label: string; locale: ImportLocale }) {
  return (
    <p class="acts">
      <AnotherLink label={label} locale={locale} />
    </p>
  )
}

function AnotherLink({ label, locale }: { label: string; locale: ImportLocale }) {
  return (
    <a class="act" href={importHref(locale.lang)}>
      {label}
    </a>
  )
}
