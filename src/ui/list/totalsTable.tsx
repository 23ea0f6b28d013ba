import type { TotalTable } from '../../diagnosis/ruleList'
import { Money } from '../components/parts'
import { count } from '../i18n/format'
import type { Locale } from '../i18n/locale'

/** What a list's rows come to over some of them and over all, side by side. */
export function TotalsTable({ table, locale: { lang, words } }: { table: TotalTable; locale: Locale }) {
  return (
    <table class="totals">
      <caption class="unseen">{words.total}</caption>
      <thead>
        <tr>
          <td />
          {table.over.map((title) => (
            <th key={title.en} scope="col" class="num">
              {title[lang]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(({ title, values }) => (
          <tr key={title.en}>
            <th scope="row">{title[lang]}</th>
            {values.map((value, i) => (
              <td key={table.over[i]?.en} class="num">
                {value.kind === 'money' ? <Money fen={value.fen} /> : count(value.value)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
