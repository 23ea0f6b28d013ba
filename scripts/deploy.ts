import { parseArgs } from 'node:util'
import { serviceToken } from './cloudflareAccess.ts'
import { runOnD1 } from './d1.ts'
import { readAccount } from './deployment/account.ts'
import {
  createDatabase,
  createNamespace,
  createQueue,
  type Deployed,
  deployWorker,
  idsNow,
  migrate,
} from './deployment/apply.ts'
import { secretsFileOf } from './deployment/firstSecrets.ts'
import {
  type Account,
  LOCATIONS,
  locationOf,
  type Plan,
  planOf,
  type Step,
  stepText,
  thereTexts,
} from './deployment/plan.ts'
import { PATIENCE, type ReadCards, readCards, waitForVersion } from './deployment/readBack.ts'
import { withReader } from './deployment/reader.ts'
import { type Ids, readTarget, type Target, varsOf } from './deployment/target.ts'
import { makeFirstAdmin } from './firstAdmin.ts'
import { readArguments } from './readArguments.ts'
import { serverUrl } from './server.ts'
import { box, printable } from './terminal.ts'
import { runCommand, UserError } from './userError.ts'
import { endWithSignals, stopWrangler } from './wrangler.ts'

/** `npm run deploy`: from whatever is there to a deployment that has been read back. */

const USAGE = `Usage: npm run deploy -- [--dry-run] [--location PLACE] [--env NAME] [--url URL]

Creates what is missing (D1, KV, queues), applies migrations, sets secrets at the first deployment, deploys,
reads every card back, and prints the address and the first sign-in link. Safe to run again: after a failure it
goes on from there.

  --dry-run         says what it would do
  --location PLACE  near whom the database lies, where it is created: ${LOCATIONS.join(', ')} (default: apac)
  --env NAME        a deployment of its own beside the first one, such as staging
  --url URL         the address by which people open it, where wrangler.toml does not name it`

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  location: { type: 'string', default: 'apac' },
  env: { type: 'string' },
  url: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = () => parseArgs({ options: OPTIONS })

async function main(): Promise<number> {
  const { values } = readArguments(parse, USAGE)
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  try {
    return await deploy(values)
  } finally {
    await stopWrangler()
  }
}

async function deploy(options: ReturnType<typeof parse>['values']): Promise<number> {
  const target = readTarget(options.env)
  const account = await readAccount(target)
  const plan = planOf(target, account, { vars: varsOf(target), location: locationOf(options.location) })
  for (const text of thereTexts(target, account)) console.log(`· There is ${text}`)
  if (plan.status === 'olderCheckout') throw olderCheckout(plan)
  if (options['dry-run']) {
    console.log(['It would', ...plan.steps.map((step, i) => `${i + 1}. ${stepText(step)}`)].join('\n'))
    return 0
  }
  const run = new Run(target, account, plan, options)
  for (const [i, step] of plan.steps.entries()) {
    console.log(`${i + 1}/${plan.steps.length} ${stepText(step)}`)
    try {
      await run.carryOut(step)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      throw new UserError(
        `Step ${i + 1}, “${stepText(step)}”, failed: ${error.message}\nWhat is done stays. \`npm run deploy\` goes on from here.`,
      )
    }
  }
  console.log(`\n${run.summary()}`)
  return run.isReadBack() ? 0 : 1
}

function olderCheckout({ database, unknown }: Extract<Plan, { status: 'olderCheckout' }>): UserError {
  return new UserError(
    `The database ${database} is of a later version than this checkout: it has ${unknown.map((name) => printable(name)).join(', ')}, which this one does not know. Nothing was changed. Deploy the later version (git pull); to go back behind a migration, see docs/deploying.md.`,
  )
}

/** What a run has come to, step by step. */
class Run {
  private readonly target: Target
  private readonly account: Account
  private readonly plan: Extract<Plan, { status: 'ready' }>
  private readonly env: string | undefined
  private readonly url: URL | undefined
  private knownIds: Ids | undefined
  private deployed: Deployed | undefined
  private cards: ReadCards | undefined
  private readonly notes: string[] = []

  constructor(
    target: Target,
    account: Account,
    plan: Extract<Plan, { status: 'ready' }>,
    { env, url }: { env?: string | undefined; url?: string | undefined },
  ) {
    this.target = target
    this.account = account
    this.plan = plan
    this.env = env
    this.url = url === undefined ? undefined : serverUrl(url)
  }

  async carryOut(step: Step): Promise<void> {
    const { target } = this
    switch (step.do) {
      case 'createDatabase':
        return createDatabase(step)
      case 'createNamespace':
        return createNamespace(step)
      case 'createQueue':
        return createQueue(step)
      case 'migrate':
        return migrate(target, await this.ids(), step)
      case 'deploy':
        this.deployed = await deployWorker(target, await this.ids(), step)
        return
      case 'makeFirstAdmin':
        return this.makeFirstAdmin()
      case 'readBack':
        return this.readBack()
    }
  }

  /** Asked for once what had to be there first is there. */
  private async ids(): Promise<Ids> {
    this.knownIds ??= await idsNow(this.target, this.account)
    return this.knownIds
  }

  private async makeFirstAdmin(): Promise<void> {
    const baseUrl = this.address()
    // Whoever reads the log of a workflow would be the first to open the link.
    if (isInWorkflow()) {
      this.notes.push(
        `No sign-in link is made where a log keeps it. On your own machine: npm run people -- first-admin --url ${baseUrl.origin}${this.env === undefined ? '' : ` --env ${this.env}`}`,
      )
      return
    }
    const made = await makeFirstAdmin('Admin', baseUrl, new Date(), (statements) =>
      runOnD1(statements, 'remote', this.target.database),
    )
    this.notes.push(
      made.status === 'made'
        ? `First sign-in, shown this once: ${made.link}`
        : `An admin has come in already: ${made.admins.map(({ name }) => printable(name)).join(', ')}`,
    )
  }

  private async readBack(): Promise<void> {
    const { deployed } = this
    if (!deployed) return
    await withReader(this.target.database, async (reader) => {
      const site = { ...reader, baseUrl: this.address(), serviceToken: serviceToken() }
      const version = await waitForVersion(site, deployed.versionId, PATIENCE)
      if (reader.stores.length === 0) this.notes.push('No cards to read back: no orders are imported yet')
      else if (reader.token === undefined) this.notes.push('No cards read back: there is no admin yet')
      else if (version === 'untold') this.notes.push('No cards read back: ACCESS_MODE closes the pages')
      else this.cards = await readCards(site, PATIENCE)
    })
  }

  isReadBack(): boolean {
    return this.cards === undefined || this.cards.unread.length === 0
  }

  summary(): string {
    const { plan, target, cards } = this
    return [
      box(['Today Must Do · 今日必做', '', this.address().origin]),
      ...this.notes,
      ...(cards ? [cardsText(cards)] : []),
      ...(cards?.unread.slice(0, 20).map(({ card, why }) => `! ${printable(card)}: ${why}`) ?? []),
      ...(plan.isFirst ? [importTokenText(secretsFileOf(target.name))] : []),
      ...(plan.lacksAccessMode
        ? [
            `! ACCESS_MODE is not set, so all pages are closed: npx wrangler secret put ACCESS_MODE --name ${target.name}, with the value people`,
          ]
        : []),
    ].join('\n')
  }

  /** Where people open it. @throws UserError where nothing tells */
  private address(): URL {
    const address = this.url ?? this.deployed?.addresses[0]
    if (address === undefined) {
      throw new UserError(
        'The Worker has no address: give its own with --url, or name one in wrangler.toml (routes).',
      )
    }
    return new URL(address)
  }
}

function cardsText({ read, unread }: ReadCards): string {
  const count = [...read.values()].reduce((sum, cards) => sum + cards, 0)
  const sources = [...read].map(([source, cards]) => `${cards} ${source}`).join(', ')
  return `Cards read back: ${count} of ${count + unread.length}${count > 0 ? ` (${sources})` : ''}`
}

function importTokenText(secretsFile: string): string {
  return isInWorkflow()
    ? 'Import token: made and gone with this machine; people make their own on /me'
    : `Import token: in ${secretsFile}, which git ignores; keep it, it is stored nowhere else`
}

function isInWorkflow(): boolean {
  return Boolean(process.env.CI)
}

endWithSignals()
await runCommand(main)
process.exit()
