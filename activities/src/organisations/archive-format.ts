import { z } from 'zod'

/**
 * An export of an organisation: a zip of `manifest.json`, of a file of JSON lines for each table, and of the uploaded files
 * that are still needed. The manifest comes last, since it says what was written, and is read first.
 */
export const archiveFormat = 'throughline-organisation'
export const archiveVersion = 1
export const manifestName = 'manifest.json'
export const tablePath = (table: string): string => `tables/${table}.jsonl`
export const filePath = (importId: string): string => `files/${importId}`

const entry = {
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
}
const name = z.string().regex(/^[a-z][a-z0-9_]{0,59}$/)

export const manifest = z.object({
  format: z.literal(archiveFormat),
  version: z.int(),
  schema: z.string().max(200),
  organisationId: z.uuid(),
  exportedAt: z.string().max(40),
  tables: z.array(z.object({ table: name, columns: z.array(name).max(200), rows: z.int().min(0), ...entry })).max(200),
  files: z.array(z.object({ importId: z.uuid(), ...entry })).max(100_000),
})
export type Manifest = z.infer<typeof manifest>

/** What is wrong with the file of an import, as whoever sent it is told. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError'
}
