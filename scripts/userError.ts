/** Something that the user can put right: its message is one sentence that says how, and is shown without a stack. */
export class UserError extends Error {}

/** Runs a command, and says in one line what kept it from its end. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command()
  } catch (error) {
    console.error(error instanceof UserError ? error.message : error)
    process.exitCode = 1
  }
}

/** A failed system call's or connection's code, such as ENOENT. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return errorCode(error.cause)
}
