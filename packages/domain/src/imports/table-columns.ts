import { createHash } from 'node:crypto'

/** A header by its names, whatever their case and the spaces around them. */
export function headerHash(header: readonly string[]): Buffer {
  const names = header.map((name) => name.trim().toLowerCase())
  return createHash('sha256').update(JSON.stringify(names)).digest()
}
