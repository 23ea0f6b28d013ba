import type { ImportRecord } from '../../history/importRecord'
import { Name } from '../components/parts'
import { shortDate } from '../i18n/format'
import type { Locale } from '../i18n/locale'
import { importRecordHref } from '../links'

/** What a row of the history is, in few words. */

interface RecordTitleProps {
  record: Pick<ImportRecord, 'detail'>
  locale: Locale
}

/** `美团_1125.xlsx`, `门店改名 A → B`, `撤销 导入 #12`. */
export function RecordTitle({ record: { detail }, locale }: RecordTitleProps) {
  const { words, lang } = locale
  const { imports } = words
  switch (detail.kind) {
    case 'file':
      return <Name text={detail.file} fallback={imports.kinds.file} />
    case 'removeDay':
      return (
        <>
          {imports.kinds.removeDay} <StoreName name={detail.store} locale={locale} />{' '}
          {shortDate(detail.date, lang)}
        </>
      )
    case 'removeStore':
      return (
        <>
          {imports.kinds.removeStore} <StoreName name={detail.store} locale={locale} />
        </>
      )
    case 'renameStore':
      return <FromTo kind="renameStore" from={detail.from} to={detail.to} locale={locale} />
    case 'mergeStores':
      return <FromTo kind="mergeStores" from={detail.from} to={detail.into} locale={locale} />
    case 'undo':
      return (
        <>
          {detail.ofKind === 'undo' ? imports.redo : `${imports.kinds.undo} ${imports.kinds[detail.ofKind]}`}{' '}
          <a href={importRecordHref(detail.of, lang)}>{imports.number(String(detail.of))}</a>
        </>
      )
  }
}

interface FromToProps {
  kind: 'renameStore' | 'mergeStores'
  from: string
  to: string
  locale: Locale
}

function FromTo({ kind, from, to, locale }: FromToProps) {
  const { imports } = locale.words
  return (
    <>
      {imports.kinds[kind]} <StoreName name={from} locale={locale} />
      {imports.arrow}
      <StoreName name={to} locale={locale} />
    </>
  )
}

function StoreName({ name, locale }: { name: string; locale: Locale }) {
  return <Name text={name} fallback={locale.words.scope.unnamed} />
}

/** How it ended, or that it has been taken back. */
export function RecordState({ record, locale }: { record: ImportRecord; locale: Locale }) {
  const { imports } = locale.words
  const { outcome, undoneBy, detail } = record
  if (undoneBy !== null) return <span class="chip">{imports.undone}</span>
  const isDone = outcome === 'imported' && detail.kind !== 'file'
  return <span class={`chip ${TONES[outcome]}`}>{isDone ? imports.changed : imports.outcomes[outcome]}</span>
}

const TONES: Record<ImportRecord['outcome'], string> = {
  running: 'warn',
  interrupted: 'bad',
  imported: 'fine',
  unchanged: 'plain',
  nothingImported: 'bad',
}
