import { Block } from '../components/block'
import { Bones } from '../components/bones'
import type { Locale } from '../i18n/locale'

/** The status before it is read. */
export function StatusSkeleton({ locale }: { locale: Locale }) {
  const { system } = locale.words
  return (
    <>
      <div class="page-title plain">
        <h2>{system.title}</h2>
        <p class="about">
          <i class="bone" />
        </p>
      </div>
      <Block title={system.orders}>
        <Bones rows={8} />
      </Block>
      <p class="engineering">{system.engineering}</p>
    </>
  )
}
