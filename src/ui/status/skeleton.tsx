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
      {[system.schedule, system.runs, system.givenUp, system.stores].map((title) => (
        <Block key={title} title={title}>
          <Bones rows={4} />
        </Block>
      ))}
    </>
  )
}
