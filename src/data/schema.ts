import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The tables of migrations/, as drizzle sees them: a test compares the two column by column. Meanings and checks are
 * written there; docs/storage.md tells who writes what. Columns stand in the order of the tables', for rows travel by it.
 */

export const dataClock = sqliteTable('data_clock', {
  id: integer('id').primaryKey(),
  version: integer('version').notNull(),
  refreshedVersion: integer('refreshed_version').notNull(),
  refreshedSchema: integer('refreshed_schema').notNull(),
  rollupVersion: integer('rollup_version').notNull().default(0),
})

export const stores = sqliteTable(
  'stores',
  {
    id: integer('id').primaryKey(),
    name: text('name').notNull().unique(),
    firstDate: text('first_date'),
    lastDate: text('last_date'),
    dataVersion: integer('data_version').notNull(),
    mergedInto: integer('merged_into'),
    lastCompleteDate: text('last_complete_date'),
    database: text('database').notNull().default('DB'),
  },
  (table) => [index('stores_by_version').on(table.dataVersion)],
)

export const storeMoves = sqliteTable('store_moves', {
  storeId: integer('store_id').primaryKey(),
  fromDatabase: text('from_database').notNull(),
  toDatabase: text('to_database').notNull(),
  state: text('state', { enum: ['clearing', 'copying', 'moved'] }).notNull(),
  since: text('since').notNull(),
  version: integer('version').notNull(),
})

export const products = sqliteTable(
  'products',
  {
    storeId: integer('store_id').notNull(),
    id: integer('id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    category: text('category').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.id] }),
    uniqueIndex('products_by_key').on(table.storeId, table.key),
    index('products_by_name').on(table.name, table.storeId),
  ],
)

export const orders = sqliteTable(
  'orders',
  {
    storeId: integer('store_id').notNull(),
    orderId: text('order_id').notNull(),
    orderedAt: text('ordered_at').notNull(),
    channel: text('channel').notNull(),
    deliveryFeeMicro: integer('delivery_fee_micro').notNull(),
    userDeliveryFeeMicro: integer('user_delivery_fee_micro').notNull(),
    deliveryDiscountMicro: integer('delivery_discount_micro').notNull(),
    bagFeeMicro: integer('bag_fee_micro').notNull(),
    marketingMicro: text('marketing_micro').notNull(),
    distanceMetres: integer('distance_metres'),
    lines: text('lines').notNull(),
    recordVersion: integer('record_version').notNull().default(1),
    importId: integer('import_id'),
    fileLine: integer('file_line'),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.orderId] })],
)

export const storeDays = sqliteTable(
  'store_days',
  {
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    orderCount: integer('order_count').notNull(),
    orders: text('orders').notNull(),
    products: text('products').notNull(),
    lossLines: text('loss_lines').notNull(),
    coverage: text('coverage').notNull(),
    summary: text('summary'),
    rollupVersion: integer('rollup_version').notNull().default(0),
    unknowns: text('unknowns'),
    archiveState: text('archive_state', { enum: ['open', 'archived', 'failed'] })
      .notNull()
      .default('open'),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessDate] }),
    index('store_days_by_rollup_version').on(table.rollupVersion, table.businessDate),
    index('store_days_to_archive')
      .on(table.archiveState, table.businessDate)
      .where(sql`archive_state <> 'archived'`),
  ],
)

export const archivedDays = sqliteTable(
  'archived_days',
  {
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    archiveVersion: integer('archive_version').notNull(),
    isVerified: integer('is_verified', { mode: 'boolean' }).notNull(),
    orderCount: integer('order_count').notNull(),
    lineCount: integer('line_count').notNull(),
    contentHash: text('content_hash').notNull(),
    products: text('products').notNull(),
    orders: blob('orders').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessDate] })],
)

export const archivedProducts = sqliteTable(
  'archived_products',
  {
    storeId: integer('store_id').notNull(),
    productId: integer('product_id').notNull(),
    variant: integer('variant').notNull(),
    name: text('name').notNull(),
    category: text('category').notNull(),
    subcategory: text('subcategory').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.productId, table.variant] })],
)

export const archivedOrderDays = sqliteTable(
  'archived_order_days',
  {
    storeId: integer('store_id').notNull(),
    orderHash: integer('order_hash').notNull(),
    businessDay: integer('business_day').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.orderHash, table.businessDay] })],
)

export const openings = sqliteTable(
  'openings',
  {
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    balances: text('balances').notNull(),
    rollupVersion: integer('rollup_version').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessDate] })],
)

export const schemaCards = sqliteTable(
  'schema_cards',
  {
    schema: integer('schema').notNull(),
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    dataVersion: integer('data_version').notNull(),
    card: text('card').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessDate, table.schema] })],
)

/** What versions before migration 0010 kept their cards in. */
export const formerCards = sqliteTable(
  'cards',
  {
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    dataVersion: integer('data_version').notNull(),
    card: text('card').notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessDate] })],
)

export const refreshedSchemas = sqliteTable('refreshed_schemas', {
  schema: integer('schema').primaryKey(),
  version: integer('version').notNull(),
  refreshedAt: text('refreshed_at').notNull(),
})

export const runs = sqliteTable('runs', {
  id: integer('id').primaryKey(),
  trigger: text('trigger', { enum: ['cron', 'import', 'visit'] }).notNull(),
  cron: text('cron'),
  scheduledAt: text('scheduled_at').notNull(),
  startedAt: text('started_at').notNull(),
  finishedAt: text('finished_at'),
  outcome: text('outcome', { enum: ['running', 'idle', 'done', 'failed'] }).notNull(),
  stores: integer('stores').notNull().default(0),
  shards: integer('shards').notNull().default(0),
  failures: text('failures').notNull().default('[]'),
  readable: integer('readable').notNull().default(0),
  elapsedMs: integer('elapsed_ms'),
  rowsRead: integer('rows_read'),
  rowsWritten: integer('rows_written'),
})

export const runShards = sqliteTable(
  'run_shards',
  {
    runId: integer('run_id').notNull(),
    shard: integer('shard').notNull(),
    outcome: text('outcome', { enum: ['done', 'failed'] }).notNull(),
    stores: integer('stores').notNull(),
    failures: text('failures').notNull(),
    rowsRead: integer('rows_read').notNull(),
    rowsWritten: integer('rows_written').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.shard] })],
)

export const leases = sqliteTable('leases', {
  name: text('name').primaryKey(),
  owner: text('owner').notNull(),
  expiresAtMs: integer('expires_at_ms').notNull(),
})

export const people = sqliteTable('people', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('name').notNull(),
  role: text('role', { enum: ['viewer', 'operator', 'admin'] }).notNull(),
  allStores: integer('all_stores', { mode: 'boolean' }).notNull(),
  email: text('email').unique(),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  createdAt: text('created_at').notNull(),
  signedInAt: text('signed_in_at'),
})

export const personStores = sqliteTable(
  'person_stores',
  {
    personId: integer('person_id').notNull(),
    storeId: integer('store_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.storeId] })],
)

export const signInLinks = sqliteTable(
  'sign_in_links',
  {
    id: integer('id').primaryKey(),
    personId: integer('person_id').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: text('created_at').notNull(),
    expiresAt: text('expires_at').notNull(),
    devices: integer('devices').notNull().default(0),
    maxDevices: integer('max_devices').notNull(),
  },
  (table) => [index('sign_in_links_by_person').on(table.personId)],
)

export const sessions = sqliteTable(
  'sessions',
  {
    id: integer('id').primaryKey(),
    personId: integer('person_id').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    device: text('device').notNull(),
    country: text('country'),
    createdAt: text('created_at').notNull(),
    usedAt: text('used_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (table) => [index('sessions_by_person').on(table.personId)],
)

export const apiTokens = sqliteTable(
  'api_tokens',
  {
    id: integer('id').primaryKey(),
    personId: integer('person_id').notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    name: text('name').notNull(),
    purpose: text('purpose', { enum: ['read', 'import', 'people'] }).notNull(),
    createdAt: text('created_at').notNull(),
    usedAt: text('used_at'),
  },
  (table) => [index('api_tokens_by_person').on(table.personId)],
)

export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer('id').primaryKey(),
    at: text('at').notNull(),
    event: text('event').notNull(),
    personId: integer('person_id'),
    via: text('via', {
      enum: ['session', 'cloudflareAccess', 'token', 'importToken', 'link', 'command', 'public'],
    }).notNull(),
    subjectId: integer('subject_id'),
    country: text('country'),
    detail: text('detail').notNull().default('{}'),
  },
  (table) => [index('audit_events_by_time').on(table.at)],
)

export const importAnswers = sqliteTable(
  'import_answers',
  {
    owner: text('owner').notNull(),
    headerSignature: text('header_signature').notNull(),
    answers: text('answers').notNull(),
    answeredAt: text('answered_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.headerSignature] })],
)

export const imports = sqliteTable(
  'imports',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    kind: text('kind', {
      enum: ['file', 'removeDay', 'removeStore', 'renameStore', 'mergeStores', 'undo'],
    }).notNull(),
    owner: text('owner').notNull(),
    personId: integer('person_id'),
    startedAt: text('started_at').notNull(),
    finishedAt: text('finished_at'),
    activeAt: text('active_at').notNull(),
    outcome: text('outcome', { enum: ['running', 'imported', 'unchanged', 'nothingImported'] }).notNull(),
    file: text('file'),
    fingerprint: text('fingerprint'),
    storeIds: text('store_ids').notNull().default('[]'),
    undoes: integer('undoes'),
    undoneBy: integer('undone_by'),
    detail: text('detail').notNull().default('{}'),
  },
  (table) => [
    uniqueIndex('imports_open')
      .on(table.owner, table.fingerprint)
      .where(sql`fingerprint IS NOT NULL AND finished_at IS NULL AND undone_by IS NULL`),
    index('imports_by_time').on(table.startedAt),
  ],
)

export const importDays = sqliteTable(
  'import_days',
  {
    storeId: integer('store_id').notNull(),
    businessDate: text('business_date').notNull(),
    importId: integer('import_id').notNull(),
    ordersRejected: integer('orders_rejected').notNull(),
    arrivedAt: text('arrived_at'),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessDate, table.importId] }),
    index('import_days_by_import').on(table.importId),
  ],
)

export const importParts = sqliteTable(
  'import_parts',
  {
    importId: integer('import_id').notNull(),
    part: integer('part').notNull(),
    counts: text('counts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.part] })],
)

export const importChanges = sqliteTable(
  'import_changes',
  {
    importId: integer('import_id').notNull(),
    part: integer('part').notNull(),
    slice: integer('slice').notNull(),
    storeId: integer('store_id').notNull(),
    changes: text('changes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.part, table.slice] })],
)

export const importRejections = sqliteTable(
  'import_rejections',
  {
    importId: integer('import_id').notNull(),
    slice: integer('slice').notNull(),
    lines: text('lines').notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.slice] })],
)

export const databaseSizes = sqliteTable(
  'database_sizes',
  {
    database: text('database').notNull(),
    day: text('day').notNull(),
    bytes: integer('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.database, table.day] })],
)

export const storeKeys = sqliteTable(
  'store_keys',
  {
    source: text('source').notNull(),
    key: text('key').notNull(),
    storeId: integer('store_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.key] })],
)
