/**
 * An array of uuids, numbers or booleans in PostgreSQL's own notation. node-pg would look at each value for what to
 * escape, which takes longer than the statement has to wait for anything else when there are ten thousand.
 */
export function arrayText(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map((value) => value ?? 'null').join(',')}}`
}
