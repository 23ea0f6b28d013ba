import { UNKNOWN } from '../i18n/format'

/** What stands for a value that is not known, and why it is not. Never 0. */
export function Unknown({ why }: { why: string }) {
  return (
    <abbr class="unknown" title={why}>
      {UNKNOWN}
    </abbr>
  )
}
