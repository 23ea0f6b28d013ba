import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isRecord, parseJson } from '../../src/json.ts'
import { printable } from '../terminal.ts'
import { UserError } from '../userError.ts'
import { runWrangler, wranglerSaid } from '../wrangler.ts'
import { findDatabases, findNamespace } from './account.ts'
import { ensureSecretsFile, secretsFileOf } from './firstSecrets.ts'
import { type Account, idsOf, type Step } from './plan.ts'
import { deployedConfig, type Ids, type Target } from './target.ts'

/** The steps that change an account, by the pinned wrangler. Each may be repeated. */

/** Beside `wrangler.toml`, for its paths hold from there; written for a step, and ignored by git. */
const CONFIG_FILE = 'wrangler.deploy.json'

/** What came of a deployment. */
export interface Deployed {
  versionId: string
  /** https addresses, custom domains first where there are some. */
  addresses: readonly string[]
}

const MAX_SAID_CHARS = 1_200

/** @throws UserError with wrangler's last words */
async function wrangler(args: readonly string[], env: Record<string, string> = {}): Promise<void> {
  const ended = await runWrangler(args, env)
  if (ended.code !== 0)
    throw new UserError(`wrangler says: ${printable(wranglerSaid(ended), MAX_SAID_CHARS)}`)
}

export async function createDatabase({ name, location }: { name: string; location: string }): Promise<void> {
  await wrangler(['d1', 'create', name, '--location', location])
}

export async function createNamespace({ title }: { title: string }): Promise<void> {
  await wrangler(['kv', 'namespace', 'create', title])
}

export async function createQueue({ name }: { name: string }): Promise<void> {
  await wrangler(['queues', 'create', name])
}

export async function migrate(
  target: Target,
  ids: Ids,
  { database }: Extract<Step, { do: 'migrate' }>,
): Promise<void> {
  await withConfig(target, ids, (config) =>
    wrangler(['d1', 'migrations', 'apply', database, '--remote', '--config', config]),
  )
}

export async function deployWorker(
  target: Target,
  ids: Ids,
  { secrets }: Extract<Step, { do: 'deploy' }>,
): Promise<Deployed> {
  const secretsFile = secretsFileOf(target.name)
  if (secrets.length > 0) ensureSecretsFile(secretsFile, secrets)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'today-must-do-'))
  const output = path.join(folder, 'output')
  try {
    await withConfig(target, ids, (config) =>
      wrangler(
        ['deploy', '--config', config, ...(secrets.length > 0 ? ['--secrets-file', secretsFile] : [])],
        { WRANGLER_OUTPUT_FILE_PATH: output },
      ),
    )
    return deployedBy(readFileSync(output, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What wrangler has written of a deployment: JSON, a line an event. */
function deployedBy(output: string): Deployed {
  const event = output
    .split('\n')
    .map((line) => parseJson(line))
    .filter(isRecord)
    .findLast(({ type }) => type === 'deploy')
  const targets = Array.isArray(event?.targets)
    ? event.targets.filter((text) => typeof text === 'string')
    : []
  const addresses = targets.flatMap(
    (text) => /^(?:https:\/\/)?([a-z0-9.-]+\.[a-z]+)(?: \(custom domain.*\))?$/.exec(text)?.[1] ?? [],
  )
  const [dev = [], own = []] = [true, false].map((isDev) =>
    addresses.filter((host) => host.endsWith('.workers.dev') === isDev),
  )
  if (typeof event?.version_id !== 'string')
    throw new UserError('wrangler has not said which version it deployed.')
  return { versionId: event.version_id, addresses: [...own, ...dev].map((host) => `https://${host}`) }
}

/** What is there now of what had to be there first. @throws UserError where it is not */
export async function idsNow(target: Target, account: Account): Promise<Ids> {
  const known = idsOf(target, account)
  if (known) return known
  const names = target.databases.map(({ name }) => name)
  const areThere = names.every((name) => account.databases.has(name))
  const [databases, namespace] = await Promise.all([
    areThere ? new Map([...account.databases].map(([name, { id }]) => [name, id])) : findDatabases(names),
    account.namespaceId ?? findNamespace(target.namespace),
  ])
  if (databases.size < names.length || namespace === undefined) {
    throw new UserError('What was just created is not listed yet: run the command again in a minute.')
  }
  return { databases, namespace }
}

async function withConfig(target: Target, ids: Ids, work: (file: string) => Promise<void>): Promise<void> {
  writeFileSync(CONFIG_FILE, JSON.stringify(deployedConfig(target, ids), undefined, 2))
  try {
    await work(CONFIG_FILE)
  } finally {
    rmSync(CONFIG_FILE, { force: true })
  }
}
