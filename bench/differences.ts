/** When an answer was computed and checked, and where it was found: not what came of it. */
const OF_TIME = new Set(['computedAt', 'checkedAt', 'source', 'dataVersion'])

/** The paths under which two values from JSON are not the same, but for times and versions. */
export function differences(a: unknown, b: unknown, path = ''): string[] {
  if (Object.is(a, b)) return []
  if (!isObject(a) || !isObject(b)) return [path]
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys]
    .filter((key) => !OF_TIME.has(key))
    .flatMap((key) => differences(a[key], b[key], `${path}/${key}`))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
