import type { ListName } from '../../diagnosis/lists/index'

/** Line drawings on a 24 × 24 grid, sent once a page by `iconSprite.tsx` and referred to by `<use>`. */

export type IconName = ListName | PlainIconName

/** Those that are no list's. */
export type PlainIconName =
  | 'check'
  | 'up'
  | 'down'
  | 'level'
  | 'left'
  | 'right'
  | 'clock'
  | 'alert'
  | 'search'
  | 'send'
  | 'copy'
  | 'print'

/** A decoration: whatever it says is also said in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  )
}
