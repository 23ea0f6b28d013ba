import { createHash, randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { sqlStatements } from '../../scripts/deployment/sqlStatements.ts'

/** What the pinned wrangler asks of Cloudflare's API to deploy and to keep data, with an account's state behind it. */

const ACCOUNT = 'a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0'

interface FakeDatabase {
  uuid: string
  name: string
  location: string | undefined
  sqlite: DatabaseSync
}

interface FakeQueue {
  id: string
  name: string
  consumers: { script: string; deadLetterQueue: string | undefined }[]
}

interface FakeWorker {
  versions: string[]
  /** By name, as the last upload has them; secrets stay. */
  bindings: Map<string, Record<string, unknown>>
  crons: string[]
  onWorkersDev: boolean
}

/** How a call goes wrong: before anything is done, or after it, when only the answer is lost. */
export type Breakage = 'refused' | 'answerLost'

class ApiError extends Error {
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

type Body = Record<string, unknown>

interface Call {
  method: string
  /** Below the account's own. */
  path: string
  query: URLSearchParams
  json: () => Body
  form: () => Promise<FormData>
}

export class FakeCloudflare {
  readonly databases: FakeDatabase[] = []
  readonly namespaces: { id: string; title: string }[] = []
  readonly queues: FakeQueue[] = []
  readonly workers = new Map<string, FakeWorker>()
  /** Every call, as `POST /queues`. */
  readonly calls: string[] = []
  private broken: { call: RegExp; how: Breakage; skip: number } | undefined
  private readonly files = new Map<string, Buffer>()
  private readonly server = createServer((request, response) => {
    void this.handle(request, response)
  })

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    return this
  }

  stop(): void {
    this.server.closeAllConnections()
    this.server.close()
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  /** By what wrangler takes this for Cloudflare. */
  get env(): Record<string, string> {
    return {
      CLOUDFLARE_API_BASE_URL: this.url,
      CLOUDFLARE_API_TOKEN: 'a-token-of-the-fake',
      CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    }
  }

  /** One of the next calls goes wrong, such as `POST /queues`. @param skip how many of them go well before it */
  breakNext(call: RegExp, how: Breakage, skip = 0): void {
    this.broken = { call, how, skip }
  }

  database(name: string): FakeDatabase {
    const found = this.databases.find((database) => database.name === name || database.uuid === name)
    if (!found) throw new ApiError(404, 7404, `The database ${name} could not be found`)
    return found
  }

  /** A database with the schema of this checkout. */
  createDatabase(name: string, data: string): void {
    const sqlite = new DatabaseSync(':memory:')
    for (const file of globSync('migrations/*.sql').sort()) sqlite.exec(readFileSync(file, 'utf8'))
    sqlite.exec(data)
    this.databases.push({ uuid: randomUUID(), name, location: undefined, sqlite })
  }

  /** The calls that change anything. */
  get changes(): string[] {
    return this.calls.filter((call) => !call.startsWith('GET') && !call.endsWith('/query'))
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const url = new URL(request.url ?? '/', this.url)
    if (url.pathname.startsWith('/files/'))
      return this.file(request.method ?? '', url.pathname, body, response)
    const path = url.pathname.replace(`/accounts/${ACCOUNT}`, '')
    const method = request.method ?? 'GET'
    const name = `${method} ${path}`
    this.calls.push(name)
    try {
      const breakage = this.takeBreakage(name)
      if (breakage === 'refused') throw new ApiError(400, 7009, 'The fake refuses this call')
      const contentType = request.headers['content-type'] ?? ''
      const result = await this.answer({
        method,
        path,
        query: url.searchParams,
        json: () => JSON.parse(body.toString() || '{}') as Body,
        form: () => new Response(body, { headers: { 'content-type': contentType } }).formData(),
      })
      if (breakage === 'answerLost') throw new ApiError(400, 7009, 'The fake loses this answer')
      const page = paged(result, Number(url.searchParams.get('page') ?? 1))
      send(response, 200, { success: true, errors: [], messages: [], ...page })
    } catch (error) {
      const { status, code } = error instanceof ApiError ? error : { status: 400, code: 7500 }
      const message = error instanceof Error ? error.message : String(error)
      send(response, status, { success: false, errors: [{ code, message }], messages: [], result: null })
    }
  }

  private takeBreakage(name: string): Breakage | undefined {
    if (!this.broken?.call.test(name)) return undefined
    const { how, skip } = this.broken
    this.broken = skip > 0 ? { ...this.broken, skip: skip - 1 } : undefined
    return skip > 0 ? undefined : how
  }

  private answer(call: Call): unknown {
    const [, area = '', ...rest] = call.path.split('/')
    if (area === 'd1') return this.d1(call, rest[1], rest[2])
    if (area === 'storage') return this.kv(call)
    if (area === 'queues') return this.queue(call, rest[0])
    if (area === 'workers') return this.worker(call, rest)
    throw unknownCall(call)
  }

  private d1({ method, path, json }: Call, id: string | undefined, action: string | undefined): unknown {
    if (id === undefined) {
      if (method === 'GET') return this.databases.map(shown)
      const { name, primary_location_hint: location } = json()
      if (this.databases.some((database) => database.name === name)) {
        throw new ApiError(400, 7502, `A database with that name already exists`)
      }
      const database = {
        uuid: randomUUID(),
        name: String(name),
        location: location === undefined ? undefined : String(location),
        sqlite: new DatabaseSync(':memory:'),
      }
      this.databases.push(database)
      return shown(database)
    }
    const database = this.database(decodeURIComponent(id))
    if (action === undefined) return shown(database)
    if (action === 'query') return runSql(database.sqlite, String(json().sql))
    if (action === 'export') return this.exportFile(database)
    if (action === 'import') return this.importFile(database, json())
    throw unknownCall({ method, path })
  }

  private async importFile({ sqlite }: FakeDatabase, { action, etag }: Body): Promise<unknown> {
    const filename = `${String(etag)}.sql`
    if (action === 'init') return { success: true, upload_url: `${this.url}/files/${filename}`, filename }
    const sql = this.files.get(filename)?.toString() ?? ''
    const results = await runSql(sqlite, sql)
    const meta = { duration: 1, rows_read: 0, rows_written: 0, size_after: 0 }
    const result = { num_queries: results.length, final_bookmark: 'bookmark', meta }
    return { success: true, type: 'import', status: 'complete', messages: [], errors: [], result }
  }

  private exportFile({ sqlite }: FakeDatabase): unknown {
    this.files.set('export.sql', Buffer.from(dumpOf(sqlite)))
    const result = { filename: 'export.sql', signed_url: `${this.url}/files/export.sql` }
    return {
      success: true,
      type: 'export',
      status: 'complete',
      messages: [],
      at_bookmark: 'bookmark',
      result,
    }
  }

  private file(method: string, path: string, body: Buffer, response: ServerResponse): void {
    const name = path.slice('/files/'.length)
    if (method === 'PUT') this.files.set(name, body)
    response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` })
    response.end(method === 'PUT' ? '' : this.files.get(name))
  }

  private kv({ method, json }: Call): unknown {
    if (method === 'GET') return this.namespaces
    const title = String(json().title)
    if (this.namespaces.some((namespace) => namespace.title === title)) {
      throw new ApiError(400, 10_014, 'a namespace with this account ID and title already exists')
    }
    const namespace = { id: randomUUID().replaceAll('-', ''), title }
    this.namespaces.push(namespace)
    return namespace
  }

  private queue({ method, path, query, json }: Call, id: string | undefined): unknown {
    if (id === undefined) {
      if (method === 'GET') {
        const names = query.getAll('name')
        return this.queues.filter(({ name }) => names.length === 0 || names.includes(name)).map(shownQueue)
      }
      const name = String(json().queue_name)
      if (this.queues.some((queue) => queue.name === name)) {
        throw new ApiError(409, 11_009, 'Queue name is already taken')
      }
      const queue = { id: randomUUID().replaceAll('-', ''), name, consumers: [] }
      this.queues.push(queue)
      return shownQueue(queue)
    }
    const queue = this.queues.find((found) => found.id === id)
    if (!queue) throw new ApiError(404, 11_000, 'Queue not found')
    if (method === 'GET') return shownQueue(queue)
    if (!path.includes('/consumers')) throw unknownCall({ method, path })
    const { script_name: script, dead_letter_queue: deadLetterQueue } = json()
    queue.consumers = [
      {
        script: String(script),
        deadLetterQueue: deadLetterQueue === undefined ? undefined : String(deadLetterQueue),
      },
    ]
    return {}
  }

  private async worker(call: Call, [kind, name = '', ...rest]: string[]): Promise<unknown> {
    if (kind === 'subdomain') return { subdomain: 'shops' }
    const worker = this.workers.get(name)
    const action = rest[0] ?? ''
    if (action === 'assets-upload-session') return { jwt: 'assets', buckets: [] }
    if (kind === 'scripts' && action === '' && call.method === 'PUT') return this.upload(name, call)
    if (!worker) throw new ApiError(404, 10_007, 'This Worker does not exist on your account.')
    if (kind === 'services') {
      const script = { tag: name, tags: [], last_deployed_from: 'wrangler' }
      return { default_environment: { environment: 'production', script } }
    }
    if (kind === 'workers') return { subdomain: { enabled: worker.onWorkersDev, previews_enabled: false } }
    return this.script(name, worker, action, call)
  }

  private script(name: string, worker: FakeWorker, action: string, call: Call): unknown {
    const { method, json } = call
    switch (action) {
      case 'versions':
        return method === 'POST' ? this.upload(name, call) : { items: [] }
      case 'deployments':
        return method === 'POST' ? { id: randomUUID() } : { deployments: [] }
      case 'settings':
      case 'bindings':
        return { bindings: [...worker.bindings.values()] }
      case 'script-settings':
        return {}
      case 'secrets':
        return secretsOf(worker).map((secret) => ({ name: secret, type: 'secret_text' }))
      case 'subdomain':
        if (method === 'POST') worker.onWorkersDev = json().enabled === true
        return { enabled: worker.onWorkersDev, previews_enabled: false }
      case 'schedules':
        worker.crons = (JSON.parse(JSON.stringify(call.json())) as { cron: string }[]).map(({ cron }) => cron)
        return { schedules: [] }
    }
    throw unknownCall(call)
  }

  private async upload(name: string, { form }: Call): Promise<unknown> {
    const metadata = JSON.parse(String((await form()).get('metadata'))) as {
      bindings: { name: string; type: string }[]
    }
    const earlier = this.workers.get(name)
    const bindings = new Map<string, Record<string, unknown>>(
      [...(earlier?.bindings ?? [])].filter(([, { type }]) => type === 'secret_text'),
    )
    for (const binding of metadata.bindings) {
      const inherited = binding.type === 'inherit' ? earlier?.bindings.get(binding.name) : binding
      if (!inherited) throw new ApiError(400, 10_021, `There is no ${binding.name} to inherit`)
      bindings.set(binding.name, inherited)
    }
    const version = randomUUID()
    this.workers.set(name, {
      versions: [...(earlier?.versions ?? []), version],
      bindings,
      crons: earlier?.crons ?? [],
      onWorkersDev: earlier?.onWorkersDev ?? false,
    })
    const startup_time_ms = 12
    return {
      id: version,
      deployment_id: version,
      etag: version,
      startup_time_ms,
      resources: { script: { etag: version } },
    }
  }
}

export function secretsOf(worker: FakeWorker | undefined): string[] {
  return [...(worker?.bindings ?? [])].filter(([, { type }]) => type === 'secret_text').map(([name]) => name)
}

function shown({ uuid, name }: FakeDatabase) {
  return {
    uuid,
    name,
    version: 'production',
    created_at: '2026-01-18T00:00:00.000Z',
    num_tables: 0,
    file_size: 0,
  }
}

function shownQueue({ id, name, consumers }: FakeQueue) {
  return {
    queue_id: id,
    queue_name: name,
    created_on: '2026-01-18T00:00:00.000Z',
    modified_on: '2026-01-18T00:00:00.000Z',
    producers: [],
    producers_total_count: 0,
    consumers: consumers.map(({ script }, i) => ({
      type: 'worker',
      script,
      consumer_id: `${id}${i}`,
      settings: {},
    })),
    consumers_total_count: consumers.length,
  }
}

async function runSql(sqlite: DatabaseSync, sql: string) {
  const statements: string[] = []
  for await (const statement of sqlStatements([sql])) statements.push(statement)
  sqlite.exec('BEGIN')
  try {
    const results = statements.map((statement) => {
      if (Buffer.byteLength(statement) > 100_000)
        throw new ApiError(400, 7500, 'statement too long: SQLITE_TOOBIG')
      const results = sqlite.prepare(statement).all()
      return { results, success: true, meta: { duration: 0, rows_read: 0, rows_written: 0, changes: 0 } }
    })
    sqlite.exec('COMMIT')
    return results
  } catch (error) {
    sqlite.exec('ROLLBACK')
    throw error
  }
}

/** As D1 writes it: tables, rows one by one, then the rest. */
function dumpOf(sqlite: DatabaseSync): string {
  const made = sqlite
    .prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'")
    .all()
  const rows = made
    .filter(({ type }) => type === 'table')
    .flatMap(({ name, sql }) => [
      String(sql),
      ...sqlite
        .prepare(`SELECT * FROM "${String(name)}"`)
        .all()
        .map((row) => {
          const columns = Object.keys(row).map((column) => `"${column}"`)
          return `INSERT INTO "${String(name)}" (${columns}) VALUES(${Object.values(row).map(literal)})`
        }),
    ])
  const rest = made.filter(({ type }) => type !== 'table').map(({ sql }) => String(sql))
  return ['PRAGMA defer_foreign_keys=TRUE', ...rows, ...rest].map((statement) => `${statement};\n`).join('')
}

function literal(value: unknown): string {
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return value === null ? 'NULL' : String(value)
}

/** All of a list is its first page. */
function paged(result: unknown, page: number) {
  if (!Array.isArray(result)) return { result }
  const count = result.length
  const result_info = { page, per_page: 1000, count, total_count: count, total_pages: 1 }
  return { result: page > 1 ? [] : result, result_info }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

function unknownCall({ method, path }: { method: string; path: string }): ApiError {
  return new ApiError(404, 7000, `The fake has no ${method} ${path}`)
}
