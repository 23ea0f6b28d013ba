import type { Lang } from '../../diagnosis/words'
import { MAX_CHARS } from '../../limits'
import type { Found, FoundOrder, FoundProduct } from '../../search/search'
import { renderAccountPage } from '../components/accountPage'
import { Block } from '../components/block'
import { type Column, DataTable } from '../components/dataTable'
import { UnclearStore } from '../components/matchingStores'
import { OutOfReach } from '../components/outOfReach'
import { Name } from '../components/parts'
import { StoreSelect } from '../components/storeSelect'
import { Unknown } from '../components/unknown'
import { columnWords } from '../i18n/columnWords'
import { count, shortDate } from '../i18n/format'
import { type Locale, localeOf } from '../i18n/locale'
import { orderHref, productHref, SEARCH_PATH, searchHref } from '../links'
import { areMany } from '../problem'
import type { SearchAsked, SearchView } from './view'

type ReadySearch = Extract<SearchView, { status: 'ready' }>

interface SearchShell {
  asked: SearchAsked
  signedIn: boolean
  lang: Lang
}

/** A field, and what was found of what stands in it. */
export function renderSearchPage(view: SearchView, { asked, signedIn, lang }: SearchShell): string {
  return renderAccountPage({
    view,
    title: localeOf(lang).words.search.title,
    hrefIn: (other) => searchHref(other, asked),
    signedIn,
    lang,
    content: (ready, locale) => <Search view={ready} asked={asked} locale={locale} />,
  })
}

interface SearchProps {
  view: ReadySearch
  asked: SearchAsked
  locale: Locale
}

function Search({ view, asked, locale }: SearchProps) {
  const words = locale.words.search
  return (
    <>
      <div class="page-title plain">
        <h2>{words.title}</h2>
      </div>
      <SearchForm view={view} asked={asked} locale={locale} />
      <UnclearStore
        directory={view.directory}
        typed={asked.store}
        hrefOf={(store) => searchHref(locale.lang, { ...asked, store })}
        locale={locale}
      />
      {view.found ? <Results found={view.found} locale={locale} /> : <What locale={locale} />}
    </>
  )
}

function SearchForm({ view, asked: { text, store }, locale }: SearchProps) {
  const words = locale.words.search
  return (
    <search>
      <form class="search-form" method="get" action={SEARCH_PATH}>
        <label>
          <span class="unseen">{words.field}</span>
          <input
            type="search"
            name="q"
            value={text}
            placeholder={words.field}
            maxLength={MAX_CHARS.search}
            enterkeyhint="search"
            dir="auto"
          />
        </label>
        {view.directory.length > 1 && (
          <StoreSelect
            directory={view.directory}
            chosen={view.store ?? (areMany(view.directory) ? store : undefined)}
            everything
            locale={locale}
          />
        )}
        <input type="hidden" name="lang" value={locale.lang} />
        <button type="submit" class="act main">
          {words.submit}
        </button>
      </form>
    </search>
  )
}

/** What can be searched, before anything is. */
function What({ locale }: { locale: Locale }) {
  const words = locale.words.search
  return (
    <section class="block">
      <ul class="search-what">
        {words.what.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="note">{words.scope}</p>
    </section>
  )
}

function Results({ found, locale }: { found: Found; locale: Locale }) {
  const words = locale.words.search
  const { orders, products, isCut, storesLeft, storesOutOfReach } = found
  return (
    <>
      <OutOfReach stores={storesOutOfReach} locale={locale}>
        {words.outOfReach}
      </OutOfReach>
      {orders.length > 0 && (
        <Block title={words.orders} {...(isCut.orders ? { note: words.cut(count(orders.length)) } : {})}>
          <DataTable
            caption={words.orders}
            rows={orders}
            rowKey={({ store, orderId }) => `${store} ${orderId}`}
            columns={orderColumns(locale)}
          />
        </Block>
      )}
      {products.length > 0 && (
        <Block
          title={words.products}
          {...(isCut.products ? { note: words.cut(count(products.length)) } : {})}
        >
          <DataTable
            caption={words.products}
            rows={products}
            rowKey={({ store, productId }) => `${store} ${productId}`}
            columns={productColumns(locale)}
          />
        </Block>
      )}
      {orders.length + products.length === 0 && (
        <section class="block">
          <h3>{storesOutOfReach.length > 0 ? words.nothingElsewhere : words.nothing.title}</h3>
          <p>{words.nothing.body}</p>
          <p class="note">{words.scope}</p>
        </section>
      )}
      {storesLeft > 0 && <p class="note">{words.storesLeft(count(storesLeft))}</p>}
    </>
  )
}

function orderColumns(locale: Locale): Column<FoundOrder>[] {
  return [
    {
      id: 'order',
      title: columnWords('order', locale).title,
      cell: ({ store, orderId, date }) => (
        <a href={orderHref({ store, orderId }, date, locale.lang)}>
          <bdi class="id">{orderId}</bdi>
        </a>
      ),
    },
    storeColumn(locale),
    dayColumn(locale.words.search.date, locale),
  ]
}

function productColumns(locale: Locale): Column<FoundProduct>[] {
  const words = locale.words.search
  return [
    {
      id: 'product',
      title: columnWords('product', locale).title,
      cell: ({ store, productId, name, date }) => (
        <a href={productHref({ store, productId }, date, locale.lang)}>
          <Name text={name} fallback={locale.words.scope.unnamed} />
        </a>
      ),
    },
    storeColumn(locale),
    {
      id: 'code',
      title: words.code,
      cell: ({ code }) => (code === null ? <Unknown why={words.noCode} /> : <bdi class="id">{code}</bdi>),
    },
    {
      id: 'category',
      title: columnWords('category', locale).title,
      cell: ({ category }) =>
        category === '' ? (
          <Unknown why={columnWords('category', locale).unknown ?? locale.words.unknown} />
        ) : (
          <Name text={category} fallback={locale.words.scope.unnamed} />
        ),
    },
    dayColumn(words.lastDay, locale),
  ]
}

function storeColumn(locale: Locale): Column<{ store: string }> {
  return {
    id: 'store',
    title: columnWords('store', locale).title,
    cell: ({ store }) => <Name text={store} fallback={locale.words.scope.unnamed} />,
  }
}

function dayColumn(title: string, { lang }: Locale): Column<{ date: string }> {
  return { id: 'date', title, cell: ({ date }) => <time dateTime={date}>{shortDate(date, lang)}</time> }
}
