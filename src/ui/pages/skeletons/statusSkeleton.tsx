import { Block } from '../block'
import type { PageLocale } from '../words/index'
import { Bones } from './bones'

/** The status before it is read. */
export function StatusSkeleton({ locale }: { locale: PageLocale }) {
  const { system } = locale.page
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
