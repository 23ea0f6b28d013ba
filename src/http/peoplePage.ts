import type { Context, Handler } from 'hono'
import type { PersonClaim } from '../access/personDetails'
import { isRole } from '../access/role'
import { visibleDirectory } from '../access/scope'
import { currentDirectory } from '../cards/edge'
import { loadPeople } from '../data/people'
import { peopleHref, personAnchor } from '../ui/links'
import { renderPeoplePage } from '../ui/people/peoplePage'
import { type PeopleView, STORE_LINES_FIELD } from '../ui/people/view'
import { accountPage } from './accountPage'
import type { AppContext } from './context'
import { formOf, textOf, textsOf, wholeNumber } from './formValues'
import { languageOf } from './language'
import {
  changePerson,
  endProof,
  linkFor,
  type NewLink,
  PERSON_ACTIONS,
  savePerson,
  statusOf,
} from './peopleChanges'
import { refuse } from './refusal'
import { showOnce, takeShownOnce } from './shownOnce'
import { storeChoices } from './storeChoices'

/** People, for admins: plain forms. */

type ReadyView = Extract<PeopleView, { status: 'ready' }>
type Shown = Partial<Pick<ReadyView, 'newLink' | 'refused' | 'editId' | 'savedId'>>

const PATH = '/people'

/** `GET /people?edit=ID`, `?saved=ID`; with a link that was just made, this once. */
export const peoplePage: Handler<AppContext> = (context) => {
  const editId = wholeNumber(context.req.query('edit'))
  const savedId = wholeNumber(context.req.query('saved'))
  const newLink = linkOf(takeShownOnce(context, PATH))
  return show(context, {
    ...(editId > 0 ? { editId } : {}),
    ...(savedId > 0 ? { savedId } : {}),
    ...(newLink ? { newLink } : {}),
  })
}

function show(context: Context<AppContext>, shown: Shown, status: 200 | 400 | 404 | 409 = 200) {
  return accountPage(context, () => read(context, shown), renderPeoplePage, status)
}

async function read(
  { var: { services, scope, visitor } }: Context<AppContext>,
  shown: Shown,
): Promise<ReadyView> {
  const db = services.openDatabase()
  const [people, current] = await Promise.all([loadPeople(db), currentDirectory(services.edge, db)])
  const directory = visibleDirectory(current, scope)
  const { refused } = shown
  const unknown = refused?.problem.code === 'unknownStores' ? refused.problem.stores : []
  return {
    status: 'ready',
    people,
    stores: storeChoices(directory, unknown),
    meId: visitor.kind === 'person' ? visitor.person.id : 0,
    nowIso: services.now().toISOString(),
    ...shown,
  }
}

/** A link as the cookie carries it. */
function linkOf(value: Record<string, unknown> | undefined): NewLink | undefined {
  const { personId, name, url, devices, days } = value ?? {}
  const isLink =
    typeof personId === 'number' &&
    typeof name === 'string' &&
    typeof url === 'string' &&
    typeof devices === 'number' &&
    typeof days === 'number'
  return isLink ? { personId, name, url, devices, days } : undefined
}

/** `POST /people`: adds a person, and shows his first link. */
export const addPerson: Handler<AppContext> = async (context) => {
  const claim = claimOf(await formOf(context))
  const change = await savePerson(context, null, claim)
  if (change.status === 'refused') return refused(context, null, change.problem, claim)
  return showLink(context, change.personId)
}

/** `POST /people/ID`: says anew what a person is. */
export const editPerson: Handler<AppContext, '/people/:id'> = async (context) => {
  const personId = wholeNumber(context.req.param('id'))
  const claim = claimOf(await formOf(context))
  const change = await savePerson(context, personId, claim)
  return change.status === 'refused'
    ? refused(context, personId, change.problem, claim)
    : back(context, personId)
}

/** `POST /people/ID/link`: a new link in place of the ones before, shown this once. */
export const makePersonLink: Handler<AppContext, '/people/:id/link'> = (context) =>
  showLink(context, wholeNumber(context.req.param('id')))

/** `POST /people/ID/ACTION` */
export const actOnPerson: Handler<AppContext, '/people/:id/:action'> = async (context) => {
  const personId = wholeNumber(context.req.param('id'))
  const action = PERSON_ACTIONS.find((name) => name === context.req.param('action'))
  if (!action) return refuse(context, { kind: 'notFound' })
  const change = await changePerson(context, personId, action)
  return change.status === 'refused' ? refused(context, personId, change.problem) : back(context, personId)
}

/** `POST /people/ID/sessions/SESSION/end` */
export const endPersonSession: Handler<AppContext, '/people/:id/sessions/:sessionId/end'> = async (
  context,
) => {
  const personId = wholeNumber(context.req.param('id'))
  await endProof(context, personId, { kind: 'session', id: wholeNumber(context.req.param('sessionId')) })
  return back(context, personId)
}

/** `POST /people/ID/tokens/TOKEN/revoke` */
export const revokePersonToken: Handler<AppContext, '/people/:id/tokens/:tokenId/revoke'> = async (
  context,
) => {
  const personId = wholeNumber(context.req.param('id'))
  await endProof(context, personId, { kind: 'token', id: wholeNumber(context.req.param('tokenId')) })
  return back(context, personId)
}

/** The page shows it; loading it again makes no other. */
async function showLink(context: Context<AppContext>, personId: number): Promise<Response> {
  const newLink = await linkFor(context, personId)
  if (!newLink) return refused(context, personId, { code: 'nobodySuch' })
  showOnce(context, PATH, newLink)
  return context.redirect(`${peopleHref(languageOf(context))}#${personAnchor(personId)}`, 303)
}

function refused(
  context: Context<AppContext>,
  personId: number | null,
  problem: NonNullable<ReadyView['refused']>['problem'],
  claim?: PersonClaim,
): Promise<Response> {
  const form = claim && { ...claim, role: isRole(claim.role) ? claim.role : ('viewer' as const) }
  return show(context, { refused: { personId, problem, ...(form ? { form } : {}) } }, statusOf(problem))
}

function back(context: Context<AppContext>, personId: number): Response {
  const page = `${peopleHref(languageOf(context))}&saved=${personId}`
  return context.redirect(`${page}#${personAnchor(personId)}`, 303)
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function claimOf(form: FormData): PersonClaim {
  return {
    name: textOf(form, 'name'),
    role: textOf(form, 'role'),
    allStores: textOf(form, 'scope') === 'all',
    stores: [...textsOf(form, 'store'), ...linesOf(textOf(form, STORE_LINES_FIELD))],
    email: textOf(form, 'email'),
  }
}
