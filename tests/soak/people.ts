import type { BusinessDate } from '../../src/diagnosis/businessDate'
import type { Env } from '../../src/env'
import { personIn } from '../people'
import { AREA, type Visitor } from './plan'
import type { Asked } from './truth'

/** Who looks, with the cookie of his device and the stores that he may see. */
interface Device {
  cookie: string
  stores: readonly string[] | null
}

export type People = Awaited<ReturnType<typeof peopleOf>>

/** A manager of each store, managers of some stores each, and one who sees all. */
export async function peopleOf(env: Env, names: readonly string[], now: Date) {
  async function device(name: string, stores: 'all' | readonly string[]): Promise<Device> {
    const person = await personIn(env, { name, stores }, now)
    return { ...(await person.device(now)), stores: stores === 'all' ? null : stores }
  }
  const areasOf = (all: readonly string[]) =>
    Array.from({ length: Math.ceil(all.length / AREA) }, (_, i) => all.slice(i * AREA, (i + 1) * AREA))
  const managers = await Promise.all(names.map((name) => device(`店长${name}`, [name])))
  const areas = await Promise.all(areasOf(names).map((stores, i) => device(`区域${i + 1}`, stores)))
  const boss = await device('老板', 'all')

  /** The cookie of a visitor, and what he asks for. */
  return (who: Visitor, date: BusinessDate | null): { cookie: string; asked: Asked } => {
    const as = (person: Device | undefined, wanted: (own: readonly string[]) => readonly string[]) => {
      if (!person) throw new Error(`nobody is ${JSON.stringify(who)}`)
      const { cookie, stores } = person
      return { cookie, asked: { names: wanted(stores ?? names), date, visible: stores } }
    }
    switch (who.role) {
      case 'manager':
        return as(managers[who.store], () => [])
      case 'area':
        return as(areas[who.area], (own) => (who.of === 'all' ? [] : own.slice(0, 3)))
      case 'boss':
        return as(boss, (all) => bossAsks(who, all))
    }
  }
}

function bossAsks({ of, store }: Visitor & { role: 'boss' }, names: readonly string[]): readonly string[] {
  switch (of) {
    case 'all':
      return []
    case 'one':
      return names.slice(store, store + 1)
    case 'allButOne':
      // The last store is closed for good: it is among them.
      return names.filter((_, i) => i !== store % (names.length - 1))
  }
}
