import type { ImportWarning } from '../../import/report'
import { Icon } from '../components/icons'
import type { ImportLocale } from './words'
import { saidOfWarning } from './words/shape'

/** Lines of the file that are named with a warning. */
const LINES_NAMED = 8

interface WarningListProps {
  warnings: readonly ImportWarning[]
  locale: ImportLocale
}

/** What to mind, in plain words, with the lines that it is about and what to do. */
export function WarningList({ warnings, locale }: WarningListProps) {
  const { page, warnings: words, tell } = locale.words
  if (warnings.length === 0) return null
  return (
    <section class="step-part">
      <h4>{page.warnings.title}</h4>
      <ul class="warnings">
        {warnings.map((warning, i) => {
          const { title, body, todo, example, lines = [] } = saidOfWarning(warning, words, tell)
          return (
            <li key={i}>
              <Icon name="alert" />
              <div>
                <b>{title}</b>
                <p>{body}</p>
                {example && <p>{example}</p>}
                {lines.length > 0 && (
                  <p>
                    {page.warnings.lines(
                      tell.list(lines.slice(0, LINES_NAMED).map(String)),
                      lines.length > LINES_NAMED,
                    )}
                  </p>
                )}
                <p class="todo">{todo}</p>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
