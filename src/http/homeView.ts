import { FIRST_VIEW, type HomeView, STORE_ORDERS } from '../ui/home/view'

const MAX_PAGE = 10_000

/** Reads `?span=week&by=…&page=…`. What cannot be read is left out: the page opens as it does without. */
export function parseHomeView(query: URLSearchParams): HomeView {
  const page = Number(query.get('page') ?? 1)
  return {
    span: query.get('span') === 'week' ? 'week' : FIRST_VIEW.span,
    storesBy: STORE_ORDERS.find((order) => order === query.get('by')) ?? FIRST_VIEW.storesBy,
    storesPage: Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : FIRST_VIEW.storesPage,
  }
}
