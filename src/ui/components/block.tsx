import type { ComponentChildren } from 'preact'

interface BlockProps {
  title: ComponentChildren
  note?: ComponentChildren
  /** What links on the page jump to. */
  id?: string
  children: ComponentChildren
}

/** A part of a page with its heading. */
export function Block({ title, note, id, children }: BlockProps) {
  return (
    <section class="block" id={id}>
      <h3>{title}</h3>
      {note !== undefined && <p class="note">{note}</p>}
      {children}
    </section>
  )
}
