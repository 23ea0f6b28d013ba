import type { Diagnosis } from '../../diagnosis/diagnosis'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { coverageHref, importHref } from '../links'
import { TaskGroup } from './taskGroup'
import type { ShellView } from './view'

interface DataTasksProps {
  diagnosis: Pick<Diagnosis, 'storeRows' | 'stores'>
  shell: ShellView
  locale: Locale
}

/** What the figures lack, and where it is to be had. Nothing where they lack nothing. */
export function DataTasks({ diagnosis, shell, locale }: DataTasksProps) {
  const { data } = locale.words.home
  const rows = diagnosis.storeRows ?? []
  const withoutCost = rows.reduce((sum, row) => sum + row.productsWithoutCost, 0)
  const lacking = rows.filter(({ missingDays }) => missingDays > 0)
  const missing = lacking.reduce((sum, { missingDays }) => sum + missingDays, 0)
  if (withoutCost + missing === 0) return null
  return (
    <TaskGroup name="data" locale={locale}>
      <ul class="data-tasks">
        {missing > 0 && (
          <li>
            {data.missing(count(missing), diagnosis.stores.length > 1 ? lacking.length : null)}{' '}
            <a href={coverageHref(locale.lang)}>{data.toCoverage}</a>
          </li>
        )}
        {withoutCost > 0 && (
          <li>
            {data.withoutCost(count(withoutCost))}{' '}
            {shell.mayImport && <a href={importHref(locale.lang)}>{data.toImport}</a>}
          </li>
        )}
      </ul>
    </TaskGroup>
  )
}
