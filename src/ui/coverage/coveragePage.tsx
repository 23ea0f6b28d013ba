import type { Lang } from '../../diagnosis/words'
import type { StoreCoverage } from '../../history/coverage'
import { renderAccountPage } from '../components/accountPage'
import { UnclearStore } from '../components/matchingStores'
import { OutOfReach } from '../components/outOfReach'
import { StoreSelect } from '../components/storeSelect'
import { count } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { COVERAGE_PATH, coverageHref, coverageStoreHref, importHref, importsHref } from '../links'
import { areMany, type ManyStores } from '../problem'
import { ChosenDayNote } from './chosenDay'
import { CoverageGrid, Legend } from './grid'
import { lacksFirst } from './summary'
import type { CoverageView } from './view'

type ReadyCoverage = Extract<CoverageView, { status: 'ready' }>

/** Stores listed at most: those that lack something come first, and the rest is counted. */
const STORES_SHOWN = 100

/**
 * Which orders of which stores have arrived, day by day, whole.
 * @param signedIn whether the reader is: the page is also the public's
 */
export function renderCoveragePage(view: CoverageView, lang: Lang, signedIn: boolean): string {
  const { coverage } = localeOf(lang).words
  return renderAccountPage({
    view,
    title: coverage.title,
    hrefIn: coverageHref,
    signedIn,
    lang,
    content: (ready, locale) => <Coverage view={ready} locale={locale} />,
  })
}

function Coverage({ view, locale }: { view: ReadyCoverage; locale: Locale }) {
  const { coverage } = locale.words
  const { stores, storesOutOfReach, directory, asked, chosen, mayImport, nowIso } = view
  const [first] = stores
  return (
    <>
      <div class="page-title plain">
        <h2>{coverage.title}</h2>
        <p class="about">{first && <span>{coverage.about(count(first.days.length))}</span>}</p>
      </div>
      {mayImport && <ImportLinks locale={locale} />}
      {areMany(directory) && <FindStore directory={directory} asked={asked} locale={locale} />}
      {chosen && <ChosenDayNote chosen={chosen} mayImport={mayImport} nowIso={nowIso} locale={locale} />}
      <OutOfReach stores={storesOutOfReach} locale={locale}>
        {locale.words.messages.storesOutOfReach.notListed}
      </OutOfReach>
      {first ? (
        <Stores
          stores={lacksFirst(stores)}
          all={directory.length}
          unread={storesOutOfReach.length}
          locale={locale}
        />
      ) : (
        directory.length === 0 && <p class="note">{coverage.none}</p>
      )}
    </>
  )
}

function ImportLinks({ locale: { words, lang } }: { locale: Locale }) {
  return (
    <p class="acts">
      <a class="act main" href={importHref(lang)}>
        {words.coverage.toImport}
      </a>
      <a class="act" href={importsHref(lang)}>
        {words.coverage.toImports}
      </a>
    </p>
  )
}

interface FindStoreProps {
  directory: ManyStores
  asked: string
  locale: Locale
}

/** Of many stores, the one to look at. */
function FindStore({ directory, asked, locale }: FindStoreProps) {
  const { words, lang } = locale
  const [one] = directory.named
  return (
    <>
      <form class="filters picker" method="get" action={COVERAGE_PATH} aria-label={words.form.store}>
        <StoreSelect directory={directory} chosen={one?.store ?? asked} everything={false} locale={locale} />
        <input type="hidden" name="lang" value={lang} />
        <button type="submit">{words.form.submit}</button>
        {one && <a href={coverageHref(lang)}>{words.coverage.toAll}</a>}
      </form>
      <UnclearStore
        directory={directory}
        typed={asked}
        hrefOf={(store) => coverageStoreHref(store, lang)}
        locale={locale}
      />
    </>
  )
}

interface StoresProps {
  stores: readonly StoreCoverage[]
  /** How many stores there are. */
  all: number
  /** Of those looked at, how many cannot be read. */
  unread: number
  locale: Locale
}

function Stores({ stores, all, unread, locale }: StoresProps) {
  const hidden = stores.slice(STORES_SHOWN)
  const lacking = hidden.filter(({ missingDates }) => missingDates.length > 0).length
  return (
    <section class="block">
      <Legend locale={locale} />
      <CoverageGrid stores={stores.slice(0, STORES_SHOWN)} locale={locale} />
      {hidden.length > 0 && (
        <p class="note">{locale.words.coverage.hidden(count(hidden.length), count(lacking))}</p>
      )}
      {stores.length > 1 && stores.length + unread < all && (
        <p class="note">{locale.words.coverage.first(count(stores.length), count(all))}</p>
      )}
    </section>
  )
}
