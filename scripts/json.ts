/** JSON that another program sent: it may be anything. */

/** undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** What an error answer of the server says, '' where it does not. */
export function errorAnswer(json: unknown): { error: string; message: string } {
  const { error, message } = isRecord(json) ? json : {}
  return {
    error: typeof error === 'string' ? error : '',
    message: typeof message === 'string' ? message : '',
  }
}
