import { printable } from '../terminal.ts'
import { UserError } from '../userError.ts'
import type { Ids, Target } from './target.ts'

/** What a deployment has to do, from what is there. Pure: `--dry-run` prints it, and a run carries out the very same. */

/** What an account has of a target. */
export interface Account {
  /** Those of the target's that there are, by name; applied: the names of its migrations. */
  databases: ReadonlyMap<string, { id: string; applied: readonly string[] }>
  namespaceId: string | undefined
  /** Those of the target's that there are. */
  queues: readonly string[]
  /** The names of the Worker's secrets; undefined where there is no Worker. */
  secrets: readonly string[] | undefined
}

/** Near whom a database lies; the choices of `wrangler d1 create`. */
export const LOCATIONS = ['weur', 'eeur', 'apac', 'oc', 'wnam', 'enam'] as const
export type Location = (typeof LOCATIONS)[number]

/** @throws UserError where the text is none of them */
export function locationOf(text: string): Location {
  const location = LOCATIONS.find((known) => known === text)
  if (location) return location
  throw new UserError(`There is no location ${printable(text)}: choose of ${LOCATIONS.join(', ')}.`)
}

export type Step =
  | { do: 'createDatabase'; name: string; location: Location }
  | { do: 'createNamespace'; title: string }
  | { do: 'createQueue'; name: string }
  | { do: 'migrate'; database: string; migrations: readonly string[] }
  /** secrets: those that the first deployment brings. */
  | { do: 'deploy'; name: string; secrets: readonly string[] }
  | { do: 'makeFirstAdmin' }
  | { do: 'readBack' }

export type Plan =
  | { status: 'ready'; steps: readonly Step[]; isFirst: boolean; lacksAccessMode: boolean }
  /** A database is of a later version of the code: the names of the migrations that this one does not have. */
  | { status: 'olderCheckout'; database: string; unknown: readonly string[] }

/** The secrets of a first deployment. */
export const FIRST_SECRETS = ['IMPORT_TOKEN', 'ACCESS_MODE'] as const

/**
 * @param vars the names that the configuration sets already
 * @param location where a database is created that is not there
 */
export function planOf(
  target: Pick<Target, 'name' | 'databases' | 'namespace' | 'queues' | 'migrations'>,
  account: Account,
  { vars, location }: { vars: ReadonlySet<string>; location: Location },
): Plan {
  const { databases, namespaceId, queues, secrets } = account
  for (const [database, { applied }] of databases) {
    const unknown = applied.filter((name) => !target.migrations.includes(name))
    if (unknown.length > 0) return { status: 'olderCheckout', database, unknown }
  }
  // Whoever has taken a secret away later meant it.
  const firstSecrets = secrets === undefined ? FIRST_SECRETS.filter((name) => !vars.has(name)) : []
  const steps: Step[] = [
    ...target.databases
      .filter(({ name }) => !databases.has(name))
      .map(({ name }) => ({ do: 'createDatabase', name, location }) as const),
    ...(namespaceId === undefined ? [{ do: 'createNamespace', title: target.namespace } as const] : []),
    ...target.queues
      .filter((name) => !queues.includes(name))
      .map((name) => ({ do: 'createQueue', name }) as const),
    ...target.databases.flatMap(({ name: database }) => {
      const applied = databases.get(database)?.applied ?? []
      const migrations = target.migrations.filter((name) => !applied.includes(name))
      return migrations.length > 0 ? [{ do: 'migrate', database, migrations } as const] : []
    }),
    { do: 'deploy', name: target.name, secrets: firstSecrets },
    { do: 'makeFirstAdmin' },
    { do: 'readBack' },
  ]
  const isFirst = secrets === undefined
  return { status: 'ready', steps, isFirst, lacksAccessMode: !isFirst && !hasAccessMode(secrets, vars) }
}

function hasAccessMode(secrets: readonly string[], vars: ReadonlySet<string>): boolean {
  return secrets.includes('ACCESS_MODE') || vars.has('ACCESS_MODE')
}

/** A step in a line of the plan. */
export function stepText(step: Step): string {
  switch (step.do) {
    case 'createDatabase':
      return `create the D1 database ${step.name} near ${step.location}`
    case 'createNamespace':
      return `create the KV namespace ${step.title}`
    case 'createQueue':
      return `create the queue ${step.name}`
    case 'migrate':
      return `apply ${step.migrations.length} migrations to ${step.database}, ${step.migrations[0]} to ${step.migrations.at(-1)}`
    case 'deploy':
      return `deploy the Worker ${step.name}${step.secrets.length > 0 ? ` with the secrets ${step.secrets.join(', ')}` : ''}`
    case 'makeFirstAdmin':
      return 'make a sign-in link for the first admin, unless an admin has come in'
    case 'readBack':
      return 'wait for the new version, and read every card by the public address'
  }
}

/** What is there already, in a line each. */
export function thereTexts(target: Target, account: Account): string[] {
  const { databases, namespaceId, queues, secrets } = account
  return [
    ...[...databases].map(
      ([name, { applied }]) => `the D1 database ${name}, ${applied.length} migrations applied`,
    ),
    ...(namespaceId === undefined ? [] : [`the KV namespace ${target.namespace}`]),
    ...queues.map((name) => `the queue ${name}`),
    ...(secrets ? [`the Worker ${target.name}, with ${secrets.join(', ') || 'no secrets'}`] : []),
  ]
}

/** The ids of all that a target needs to be there; undefined where something is not there yet. */
export function idsOf(
  { databases: wanted }: Pick<Target, 'databases'>,
  { databases, namespaceId }: Pick<Account, 'databases' | 'namespaceId'>,
): Ids | undefined {
  if (namespaceId === undefined || wanted.some(({ name }) => !databases.has(name))) return undefined
  return { databases: new Map([...databases].map(([name, { id }]) => [name, id])), namespace: namespaceId }
}
