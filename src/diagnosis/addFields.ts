/** The named numbers of two records, each pair added; other fields are left out. */
export function addFields<Name extends string>(
  names: readonly Name[],
  a: Record<Name, number>,
  b: Record<Name, number>,
): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, a[name] + b[name]])) as Record<Name, number>
}
