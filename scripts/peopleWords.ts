import { LINK_DAYS, LINK_DEVICES } from './firstAdminSql.ts'
import type { NewLink, PersonWithProofs } from './peopleClient.ts'
import { isLocal } from './server.ts'
import { printable, table } from './terminal.ts'

/** What `npm run people` says. Names are anybody's text. */

const MAX_NAME_CHARS = 60
const MAX_STORES_CHARS = 40

/** A person by name and number: the number alone is one person's for sure. */
export function personText({ id, name }: { id: number; name: string }): string {
  return `${printable(name, MAX_NAME_CHARS)} (${id})`
}

export function peopleText(people: readonly PersonWithProofs[]): string {
  const head = ['no.', 'name', 'role', 'stores', 'e-mail', 'devices', 'last use', 'active']
  return table([head, ...people.map(personRow)]).join('\n')
}

function personRow(person: PersonWithProofs): string[] {
  return [
    String(person.id),
    printable(person.name, MAX_NAME_CHARS),
    person.role,
    storesText(person),
    printable(person.email ?? '–'),
    String(person.sessions.length),
    lastUse(person),
    person.active ? 'yes' : 'no',
  ]
}

function storesText({ allStores, stores }: PersonWithProofs): string {
  if (allStores) return 'all'
  if (stores.length === 0) return 'none'
  return printable(stores.map(({ name }) => name).join(', '), MAX_STORES_CHARS)
}

/** The day, in UTC, of a device's or a token's last use. */
function lastUse({ sessions, tokens }: PersonWithProofs): string {
  const times = [...sessions, ...tokens].flatMap(({ usedAt }) => usedAt ?? []).sort()
  return printable(times.at(-1)?.slice(0, 10) ?? 'never')
}

/** The link stands alone on the last line, where a script finds it. */
export function addedText(link: NewLink): string {
  return `${personText(link)} is added. ${linkAdvice(link)}\n${printable(link.link)}`
}

export function linkText(link: NewLink): string {
  return `${personText(link)} has a new link; an earlier one no longer holds. ${linkAdvice(link)}\n${printable(link.link)}`
}

export function firstAdminText(admin: { id: number; name: string; link: string }): string {
  const advice = linkAdvice({ ...admin, devices: LINK_DEVICES, days: LINK_DAYS })
  return `${personText(admin)} is the first admin. ${advice}\n${admin.link}`
}

function linkAdvice({ name, devices, days }: { name: string; devices: number; days: number }): string {
  return `Send the link to ${printable(name, MAX_NAME_CHARS)} alone: whoever has it signs in by it, on up to ${devices} devices. Unused, it expires after ${days} days.`
}

export function adminsText(admins: readonly { id: number; name: string }[], baseUrl: URL): string {
  const local = isLocal(baseUrl)
  const command = `npm run people -- link NAME${local ? '' : ` --url ${baseUrl.origin} --token …`}`
  return `There is an admin already: ${admins.map(personText).join(', ')}. Ask for a link there, or make one as an admin: \`${command}\`.`
}

export function revokedText(person: PersonWithProofs): string {
  return `${personText(person)}: links, devices and tokens have ended, at once here and within a minute everywhere. \`npm run people -- link ${person.id}\` lets in again.`
}

export function erasedText(person: PersonWithProofs): string {
  const proofs = [
    counted(person.links.length, 'link'),
    counted(person.sessions.length, 'device'),
    counted(person.tokens.length, 'token'),
  ]
  return `${personText(person)} is erased: the name, the e-mail, ${proofs.join(', ')}. The audit trail keeps the number ${person.id} alone.`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** Whom a number or a name may mean, where it means no one person. */
export function ambiguousText(who: string, people: readonly PersonWithProofs[]): string {
  const choices = people.map((person) => `${person.id} (${person.role}, stores: ${storesText(person)})`)
  return `${people.length} people are called ${printable(who, MAX_NAME_CHARS)}: give the number instead, ${choices.join(' or ')}.`
}
