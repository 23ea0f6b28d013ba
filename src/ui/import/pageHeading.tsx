import type { ImportLocale } from './words'

export function PageHeading({ locale: { words } }: { locale: ImportLocale }) {
  return (
    <div class="page-title plain">
      <h2>{words.page.title}</h2>
      <p class="lead">{words.page.lead}</p>
    </div>
  )
}
