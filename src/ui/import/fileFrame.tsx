import type { ComponentChildren } from 'preact'
import { Name } from '../components/parts'

interface FileFrameProps {
  name: string
  children: ComponentChildren
}

/** All that is said of one file. */
export function FileFrame({ name, children }: FileFrameProps) {
  return (
    <section class="block import-file">
      {/* Takes the focus where a step gives way to the next. */}
      <h3 tabIndex={-1}>
        <Name text={name} fallback="—" />
      </h3>
      {children}
    </section>
  )
}
