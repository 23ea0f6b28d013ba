import type { Locale } from '../i18n/locale'
import { pageHref } from '../links'
import type { HomeView, ShellView } from './view'

const SPANS: readonly HomeView['span'][] = ['day', 'week']

/** 日 / 周: whether figures and stores are of the day or of the week up to it. */
export function SpanSwitch({ shell, locale }: { shell: ShellView; locale: Locale }) {
  const { span: words } = locale.words.home
  return (
    <nav class="span-switch" aria-label={words.label}>
      {SPANS.map((span) => (
        <a
          key={span}
          href={pageHref({ ...shell, span, storesBy: 'call', storesPage: 1 }, locale.lang)}
          aria-current={span === shell.span ? 'true' : undefined}
        >
          {words[span]}
        </a>
      ))}
    </nav>
  )
}
