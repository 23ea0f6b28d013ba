/** One JSON line an event, without secrets or personal data. */
export function logEvent(event: string, fields: Record<string, unknown> = {}): void {
  console.log(JSON.stringify({ event, ...fields }))
}

/** What an error says, for logs and run records. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? `${error.message}: ${errorText(error.cause)}` : error.message
}
