/** Where a request comes from, as the platform tells: two letters; null where it does not. */
export function countryOf(request: Request): string | null {
  const { country } = (request.cf ?? {}) as { country?: unknown }
  return typeof country === 'string' && /^[A-Z][A-Z0-9]$/.test(country) ? country : null
}
