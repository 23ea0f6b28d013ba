import type { RuleName } from '../../diagnosis/rules/index'

/** Line drawings on a 24 × 24 grid, sent once a page and referred to by `<use>`. */

export type IconName = RuleName | 'check' | 'up' | 'down' | 'level' | 'left' | 'right' | 'clock' | 'alert'

const CIRCLE = 'a2 2 0 1 0 4 0 2 2 0 1 0-4 0'

const PATHS: Record<IconName, string> = {
  lossOrders: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM12 7.5v7M9.2 12l2.8 2.8 2.8-2.8',
  deliveryCost: `M5 16.5H3V6h11v10.5H9.5M14 9.5h4l3 3.5v3.5h-1.5m-4 0H14M5.2 17${CIRCLE}M15.4 17${CIRCLE}`,
  stockouts: 'M4 8l8-4.5L20 8v8l-8 4.5L4 16zM4 8l8 4.5L20 8M12 12.5v8',
  belowCost: 'M4 4h8l8.5 8.5-8 8L4 12zM8.5 8.5h.01M15.5 11l-4.5 4.5',
  salesDrop: 'M3 6.5l6 6 4-4 8 8M21 11.5v5h-5',
  marginDrop: `M18.5 5.5l-13 13M5 7${CIRCLE}M15 17${CIRCLE}`,
  slowMoving: 'M7 3h10M7 21h10M8 3v4l4 5 4-5V3M8 21v-4l4-5 4 5v4',
  newProducts: 'M12 3l2.3 6.2L20.5 11.5l-6.2 2.3L12 20l-2.3-6.2L3.5 11.5l6.2-2.3z',
  hotProducts:
    'M12.5 3c.6 3.8 5 5.6 5 10.6a5.5 5.5 0 0 1-11 0c0-2.2 1-3.8 2.2-5 .2 1.7.9 2.7 2 3.2.4-3-.2-6.3 1.8-8.8z',
  topProfit: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.7 7.5 12 12l3.3-4.5M12 12v5M9 12.5h6M9 15h6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  level: 'M5 12h14M13 6l6 6-6 6',
  left: 'M14.5 6l-6 6 6 6',
  right: 'M9.5 6l6 6-6 6',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2',
  alert: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2h.01',
}

/** Defines all icons; must stand before the first {@link Icon} of a page. */
export function IconSprite() {
  return (
    <svg class="sprite" width="0" height="0" aria-hidden="true">
      {Object.entries(PATHS).map(([name, path]) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  )
}

/** A decoration: whatever it says is also said in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" aria-hidden="true">
      <use href={`#i-${name}`} />
    </svg>
  )
}
