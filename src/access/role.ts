/** What a person may do; each role may also do what the ones before it may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const

export type Role = (typeof ROLES)[number]

export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}

/** Whether a role includes another one. */
export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}

/** What an API token is for; it opens nothing else. */
export const TOKEN_PURPOSES = ['read', 'import', 'people'] as const

export type TokenPurpose = (typeof TOKEN_PURPOSES)[number]

/** The role that a purpose needs: a token never does what its person may not. */
const PURPOSE_ROLES: Record<TokenPurpose, Role> = {
  read: 'viewer',
  import: 'operator',
  people: 'admin',
}

/** What tokens of a role may be for. */
export function purposesOf(role: Role): TokenPurpose[] {
  return TOKEN_PURPOSES.filter((purpose) => includesRole(role, PURPOSE_ROLES[purpose]))
}

export function isTokenPurpose(value: unknown): value is TokenPurpose {
  return TOKEN_PURPOSES.some((purpose) => purpose === value)
}
