/** In the place of a store's name: the run as a whole broke off. */
export const WHOLE_RUN = '*'

/** A store whose card could not be computed, and why; {@link WHOLE_RUN} where the failure is not one store's. */
export interface StoreFailure {
  store: string
  error: string
}
