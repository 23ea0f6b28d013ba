import { isRecord } from '../src/json.ts'

/** JSON of the server's answers. */

/** What an error answer says, '' where it does not. */
export function errorAnswer(json: unknown): { error: string; message: string } {
  const { error, message } = isRecord(json) ? json : {}
  return {
    error: typeof error === 'string' ? error : '',
    message: typeof message === 'string' ? message : '',
  }
}
