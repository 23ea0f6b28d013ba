/** A formula, and the numbers in it with their names. */
export interface Explanation {
  formula: readonly string[]
  inputs: readonly (readonly [name: string, value: string])[]
}
