import { createHash } from 'node:crypto'
import { DeploymentFolder } from './deploymentFolder'
import { FakeCloudflare } from './fakeCloudflare'
import { answering, type Seen, StubServer } from './stubServer'

/** The Worker of wrangler.toml. */
export const WORKER = 'today-must-do'
export const SECRETS_FILE = `.secrets.${WORKER}.json`

/** An account, a checkout, and what answers at the address. */
export interface World {
  fake: FakeCloudflare
  folder: DeploymentFolder
  /** What the deployed Worker was asked by its address. */
  asked: Seen[]
  deploy: (...args: string[]) => ReturnType<DeploymentFolder['run']>
  deployFromWorkflow: () => ReturnType<DeploymentFolder['run']>
  rows: (sql: string) => Record<string, unknown>[]
  close: () => void
}

export async function startWorld(): Promise<World> {
  const fake = await new FakeCloudflare().start()
  const folder = new DeploymentFolder()
  const site = new StubServer()
  const asked: Seen[] = []
  const rows = (sql: string) => [...fake.database(WORKER).sqlite.prepare(sql).all()]
  const { port } = await site.serve(answering((what) => answerOf(what, fake, asked.at(-1), rows), asked))
  // Not by the name of this machine: there, its own database would be meant.
  const url = `http://0.0.0.0:${port}`
  return {
    fake,
    folder,
    asked,
    rows,
    deploy: (...args) => folder.run('deploy', ['--url', url, ...args], fake.env),
    deployFromWorkflow: () => folder.run('deploy', ['--url', url], { ...fake.env, CI: 'true' }),
    close: () => {
      site.close()
      fake.stop()
      folder.remove()
    },
  }
}

/** What the Worker answers that is deployed: to who has a token that its database knows. */
function answerOf(what: string, fake: FakeCloudflare, seen: Seen | undefined, rows: World['rows']) {
  const token = seen?.headers.authorization?.replace('Bearer ', '') ?? ''
  const hash = createHash('sha256').update(token).digest('base64url')
  const isKnown = rows('SELECT token_hash FROM api_tokens').some(({ token_hash }) => token_hash === hash)
  if (!isKnown) return { status: 401, json: {} }
  const version = fake.workers.get(WORKER)?.versions.at(-1)
  if (what === 'GET /healthz') return { status: 200, json: { ok: true, stores: 0, version } }
  const { searchParams } = new URL(what.slice('GET '.length), 'http://site')
  const store = searchParams.get('store')
  if (store === 'broken') return { status: 400, json: { error: 'x', message: 'Its card is lost.' } }
  const stores = store === null ? ['城东店', "Li's"] : [store]
  return { status: 200, json: { source: 'live', stores, absent: [], failed: [] } }
}
