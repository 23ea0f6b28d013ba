/** A visit with this header finds a database that never answers. */
export const NO_DATABASE_HEADER = 'x-no-database'
