/** A cache in Redis's role. Values are texts; what they mean is their writer's and reader's. */
export interface Cache {
  /** The values under some keys; a key without a value is absent from the answer. */
  get(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Keeps a value for about this long. */
  set(key: string, value: string, ttlSeconds: number): Promise<void>
}
