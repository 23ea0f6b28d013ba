import type { ComponentChildren } from 'preact'

/** Facts in boxes, each under its name. */
export function FactGrid({ facts }: { facts: readonly [name: string, value: ComponentChildren][] }) {
  return (
    <dl class="fact-grid">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
