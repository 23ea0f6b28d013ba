import type { ComponentChildren } from 'preact'
import type { Locale } from '../i18n/locale'

interface TaskGroupProps {
  name: 'money' | 'week' | 'data'
  locale: Locale
  children: ComponentChildren
}

/** The box of a group, for the card and its skeleton. */
export function TaskGroup({ name, locale, children }: TaskGroupProps) {
  const { title, note } = locale.words.home.groups[name]
  return (
    <div class="task-group">
      <header>
        <h2>{title}</h2>
        <p>{note}</p>
      </header>
      <div class="task-box">{children}</div>
    </div>
  )
}
