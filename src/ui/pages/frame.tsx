import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { DOCUMENT_END, documentStart } from '../document'
import { Icon, IconSprite } from '../icons'
import { statusHref } from '../links'
import { BEHIND_STYLES, GIVE_WAY, styleElement } from '../styleSheets'
import { TopBar } from '../topBar'
import { homeHref, targetHref } from './links'
import { ListSkeleton } from './skeletons/listSkeleton'
import { OrderSkeleton } from './skeletons/orderSkeleton'
import { ProductSkeleton } from './skeletons/productSkeleton'
import { StatusSkeleton } from './skeletons/statusSkeleton'
import type { PageShell } from './view'
import { type PageLocale, pageLocaleOf } from './words/index'

/**
 * A page behind the main one, in two pieces as the main one: a shell that needs nothing but the request, and
 * the body, which brings the style that hides the skeleton, without a script.
 */

const EVERYTHING = { stores: [], date: null }

/** First piece: head, styles, bar and skeleton. Leaves before anything is read. */
export function renderPageShell(shell: PageShell): string {
  const locale = pageLocaleOf(shell.lang)
  const bar = renderToString(
    <>
      <IconSprite />
      <TopBar
        locale={locale}
        scope={EVERYTHING}
        sections={false}
        languageHref={targetHref(shell.target, locale.words.nav.otherLang)}
      />
    </>,
  )
  const back = renderToString(
    <p class="back">
      <a href={homeHref(shell.target, shell.lang)}>
        <Icon name="left" />
        {locale.page.back}
      </a>
    </p>,
  )
  const skeleton = renderToString(
    <div class="skeleton">
      <p class="unseen" role="status">
        {locale.page.loading}
      </p>
      <div aria-hidden="true">
        <Skeleton shell={shell} locale={locale} />
      </div>
    </div>,
  )
  const title = `${titleOf(shell, locale)} · ${locale.words.title}`
  return `${documentStart(locale, title, BEHIND_STYLES)}${bar}<main>${back}${skeleton}`
}

/** Second piece: what the page holds, and the end of the document. */
export function renderPageEnd(locale: PageLocale, children: ComponentChildren): string {
  const body = renderToString(
    <div class="card">
      {children}
      <Footer locale={locale} />
    </div>,
  )
  return `${styleElement(GIVE_WAY)}${body}</main>${DOCUMENT_END}`
}

function Skeleton({ shell: { target }, locale }: { shell: PageShell; locale: PageLocale }) {
  switch (target.page) {
    case 'list':
      return <ListSkeleton target={target} locale={locale} />
    case 'order':
      return <OrderSkeleton target={target} locale={locale} />
    case 'product':
      return <ProductSkeleton target={target} locale={locale} />
    case 'status':
      return <StatusSkeleton locale={locale} />
  }
}

function titleOf({ target }: PageShell, { words, page }: PageLocale): string {
  switch (target.page) {
    case 'list':
      return words.rules[target.query.rule].name
    case 'order':
      return `${page.order.title} ${target.orderId.slice(0, 40)}`
    case 'product':
      return page.columns.product
    case 'status':
      return page.system.title
  }
}

function Footer({ locale }: { locale: PageLocale }) {
  return (
    <footer>
      <p>{locale.words.footer.note}</p>
      <a href={statusHref(locale.lang)}>{locale.page.status}</a>
    </footer>
  )
}
