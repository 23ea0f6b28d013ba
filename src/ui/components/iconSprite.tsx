import { LIST_NAMES, listNamed } from '../../diagnosis/lists/index'
import type { PlainIconName } from './icons'

const PATHS: Record<PlainIconName, string> = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  level: 'M5 12h14M13 6l6 6-6 6',
  left: 'M14.5 6l-6 6 6 6',
  right: 'M9.5 6l6 6-6 6',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.3 15.3 20 20',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2',
  send: 'M20.5 3.5 10 14M20.5 3.5l-6.5 17-4-6.5-6.5-4z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  print: 'M7 9V3.5h10V9M7 17H3.5V9h17v8H17M7 14h10v6.5H7z',
  alert: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2h.01',
}

const LIST_PATHS = LIST_NAMES.map((name) => [name, listNamed(name).view.iconPath] as const)

/** Defines all icons; must stand before the first {@link Icon} of a page. */
export function IconSprite() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true">
      {[...LIST_PATHS, ...Object.entries(PATHS)].map(([name, path]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  )
}
