/** Options put together from parts that may be missing. */

/** The properties without those that are `undefined`, which exact optional properties do not take. */
export function defined<T extends object>(properties: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const entries = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
