/**
 * Values from outside are built anew, field by field: whatever else was sent stays behind. A reader gives the value that
 * it has built, and throws a ShapeError where what came is of another shape.
 */
export type Reader<T> = (value: unknown) => T

class ShapeError extends Error {}

/** The value, or undefined where it is of another shape. */
export function read<T>(reader: Reader<T>, value: unknown): T | undefined {
  try {
    return reader(value)
  } catch (error) {
    if (error instanceof ShapeError) return undefined
    throw error
  }
}

/** A value that is taken as it is. */
export function value<T>(isOne: (value: unknown) => boolean): Reader<T> {
  return (given) => {
    if (!isOne(given)) throw new ShapeError()
    return given as T
  }
}

export function text(mostChars: number): Reader<string> {
  return value((given) => typeof given === 'string' && given.length <= mostChars && given.isWellFormed())
}

export const count = value<number>((given) => Number.isSafeInteger(given) && Number(given) >= 0)

export const number = value<number>((given) => Number.isFinite(given))

export const flag = value<boolean>((given) => typeof given === 'boolean')

export function oneOf<const T>(values: readonly T[]): Reader<T> {
  return value((given) => values.some((one) => one === given))
}

export function orNull<T>(of: Reader<T>): Reader<T | null> {
  return (given) => (given === null ? null : of(given))
}

/** A field that may be absent. */
export function optional<T>(of: Reader<T>): Reader<T | undefined> {
  return (given) => (given === undefined ? undefined : of(given))
}

export function listOf<T>(of: Reader<T>, most: number): Reader<T[]> {
  return (given) => {
    if (!Array.isArray(given) || given.length > most) throw new ShapeError()
    return given.map(of)
  }
}

/** An object of these fields; one that reads as undefined is left out. */
export function fields<T extends object>(
  of: { [Name in keyof T]-?: Reader<T[Name]> | Reader<T[Name] | undefined> },
): Reader<T> {
  const readers = Object.entries(of) as [string, Reader<unknown>][]
  return (given) => {
    if (typeof given !== 'object' || given === null) throw new ShapeError()
    const own = new Map(Object.entries(given))
    const built = readers.map(([name, reader]) => [name, reader(own.get(name))] as const)
    return Object.fromEntries(built.filter(([, field]) => field !== undefined)) as T
  }
}

/** An object of some of these names. */
export function record<Name extends string, T>(
  names: readonly Name[],
  of: Reader<T>,
): Reader<Partial<Record<Name, T>>> {
  const name = oneOf(names)
  return (given) => {
    if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new ShapeError()
    return Object.fromEntries(Object.entries(given).map(([key, field]) => [name(key), of(field)])) as Partial<
      Record<Name, T>
    >
  }
}

/** What a shape holds beside its code; several codes may share one. */
type OfCode<T extends { code: string }, Code> = T extends unknown
  ? Code extends T['code']
    ? Omit<T, 'code'>
    : never
  : never

/** One of several shapes, told apart by its `code`. */
export function byCode<T extends { code: string }>(
  of: {
    [Code in T['code']]: Reader<OfCode<T, Code>>
  },
): Reader<T> {
  const readers = new Map(Object.entries(of) as [string, Reader<object>][])
  return (given) => {
    const code: unknown = (given as { code?: unknown } | null | undefined)?.code
    const reader = readers.get(String(code))
    if (!reader || typeof code !== 'string') throw new ShapeError()
    return { code, ...reader(given) } as T
  }
}
