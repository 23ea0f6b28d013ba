import { Icon } from '../components/icons'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { listHref } from '../links'
import type { ListTarget } from '../target'

/** Which rows of a list are on a page. */
interface PageOfRows {
  /** From 1; the last one, where the page asked for is beyond it. */
  page: number
  pages: number
  /** Of the first row, from 0. */
  start: number
  /** Behind the last row. */
  end: number
  rows: number
}

export function pageOfRows(rows: number, asked: number, pageRows: number): PageOfRows {
  const pages = Math.max(1, Math.ceil(rows / pageRows))
  const page = Math.min(Math.max(1, asked), pages)
  const start = (page - 1) * pageRows
  return { page, pages, start, end: Math.min(start + pageRows, rows), rows }
}

/** Pages on either side of the one that is shown. */
const NEIGHBOURS = 1

/** The first, the last and the neighbours of a page; null for what is left out between them. */
export function pagesToName(page: number, pages: number): (number | null)[] {
  const named: (number | null)[] = []
  for (let candidate = 1; candidate <= pages; candidate++) {
    const isEnd = candidate === 1 || candidate === pages
    if (isEnd || Math.abs(candidate - page) <= NEIGHBOURS) named.push(candidate)
    else if (named.at(-1) !== null) named.push(null)
  }
  return named
}

interface PagerProps {
  at: PageOfRows
  target: ListTarget
  locale: Locale
}

/** Which rows are shown, and the way to the others. */
export function Pager({ at, target, locale }: PagerProps) {
  const { list } = locale.words
  const href = (page: number) => listHref({ ...target, query: { ...target.query, page } }, locale.lang)
  return (
    <div class="pager">
      <p>{list.shown(count(at.start + 1), count(at.end), count(at.rows))}</p>
      {at.pages > 1 && (
        <nav aria-label={list.pages}>
          {at.page > 1 && (
            <a href={href(at.page - 1)} rel="prev" aria-label={list.previousPage}>
              <Icon name="left" />
            </a>
          )}
          {pagesToName(at.page, at.pages).map((page, i, named) =>
            page === null ? (
              <span key={`after ${named[i - 1]}`}>…</span>
            ) : (
              <a
                key={page}
                href={href(page)}
                aria-label={list.page(page)}
                aria-current={page === at.page ? 'page' : undefined}
              >
                {count(page)}
              </a>
            ),
          )}
          {at.page < at.pages && (
            <a href={href(at.page + 1)} rel="next" aria-label={list.nextPage}>
              <Icon name="right" />
            </a>
          )}
        </nav>
      )}
    </div>
  )
}
