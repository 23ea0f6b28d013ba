import type { PersonWithProofs } from './peopleClient.ts'
import { ambiguousText } from './peopleWords.ts'
import { printable } from './terminal.ts'
import { UserError } from './userError.ts'

/**
 * Whom a number or an exact name means. The number goes first: a name may be any text, also a number.
 * @throws UserError where it means nobody, or several people
 */
export function findPerson(who: string, people: readonly PersonWithProofs[]): PersonWithProofs {
  const numbered = people.find(({ id }) => String(id) === who)
  const named = people.filter(({ name }) => name === who)
  const [found, ...more] = numbered ? [numbered] : named
  if (!found) {
    throw new UserError(
      `There is nobody called ${printable(who)}: \`npm run people -- list\` names everybody.`,
    )
  }
  if (more.length > 0) throw new UserError(ambiguousText(who, named))
  return found
}
