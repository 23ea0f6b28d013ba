import type { ComponentChildren } from 'preact'

interface BlockProps {
  title: ComponentChildren
  note?: ComponentChildren
  class?: string
  children: ComponentChildren
}

/** A part of a page with its heading. */
export function Block({ title, note, class: name, children }: BlockProps) {
  return (
    <section class={name ? `block ${name}` : 'block'}>
      <h3>{title}</h3>
      {note !== undefined && <p class="note">{note}</p>}
      {children}
    </section>
  )
}
