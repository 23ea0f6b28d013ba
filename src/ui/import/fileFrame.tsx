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
      <h3>
        <Name text={name} fallback="—" />
      </h3>
      {children}
    </section>
  )
}
