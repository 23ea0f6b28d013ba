import { UserError } from './userError.ts'

/**
 * What a command was told.
 * @param parse calls `parseArgs`: a function, so that the types of the options are inferred
 * @throws UserError with what is wrong, and the usage
 */
export function readArguments<Arguments>(parse: () => Arguments, usage: string): Arguments {
  try {
    return parse()
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
