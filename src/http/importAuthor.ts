import type { Context } from 'hono'
import { ownerOf } from '../data/importAnswers'
import type { Author } from '../history/author'
import type { AppContext } from './context'

/** Whose changes of orders a request's are. */
export function importAuthor(context: Context<AppContext>): Author {
  const { visitor, scope } = context.var
  const personId = visitor.kind === 'person' ? visitor.person.id : null
  return { owner: ownerOf(personId), personId, scope }
}
