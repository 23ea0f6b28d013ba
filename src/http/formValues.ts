import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { AppContext } from './context'
import { refuse } from './refusal'

/** Forms and their values: anybody's. */

/** A form about a person may tick a thousand stores. */
const MAX_FORM_BYTES = 1_000_000

const limited = bodyLimit({
  maxSize: MAX_FORM_BYTES,
  onError: (context) => refuse(context as Context<AppContext>, { kind: 'tooLarge' }),
})

/** Imports, their parts, and the form that sends a file: they are bounded by themselves. */
const IMPORTS = /^\/(import$|api\/imports?(\/|$))/

/** Refuses a body that no form has. */
export const boundedForm: MiddlewareHandler<AppContext> = (context, next) =>
  context.req.method !== 'POST' || IMPORTS.test(context.req.path) ? next() : limited(context, next)

/** What a form says; nothing where it is none. */
export async function formOf(context: Context<AppContext>): Promise<FormData> {
  try {
    return await context.req.formData()
  } catch {
    return new FormData()
  }
}

/** A number as rows have them; 0, which no row has, for anything else. */
export function wholeNumber(text: string | undefined): number {
  return /^\d{1,15}$/.test(text ?? '') ? Number(text) : 0
}

/** A form's text; '' where there is none, or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** All texts of a name. */
export function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}
