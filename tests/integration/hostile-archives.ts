// Files that an import of an organisation refuses, and what makes them.
import { createHash } from 'node:crypto'
import { ZipFile } from 'yazl'

/** Another byte in the middle of what is packed of the tasks. */
export function changed(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes)
  const name = other.indexOf('tables/task.jsonl')
  const from = name + 'tables/task.jsonl'.length + other.readUInt16LE(name - 2) + 40
  other[from] = (other[from] ?? 0) ^ 0xff
  return other
}

const manifestOf = (values: object) =>
  Buffer.from(
    JSON.stringify({
      ...{ format: 'throughline-organisation', version: 1, schema: '0099_later', exportedAt: '2026-01-01T00:00:00Z' },
      ...{ organisationId: crypto.randomUUID(), tables: [], files: [] },
      ...values,
    }),
  )
export const unknownTable = () => ({
  ...{ table: 'later', columns: ['id'], rows: 0, bytes: 0 },
  sha256: createHash('sha256').digest('hex'),
})

async function zipOf(entries: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(entries)) zip.addBuffer(bytes, name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

export function repacked(values: { version?: number; tables?: { table: string }[] }): Promise<Buffer> {
  const tables = values.tables ?? []
  return zipOf({
    ...Object.fromEntries(tables.map(({ table }) => [`tables/${table}.jsonl`, Buffer.alloc(0)])),
    'manifest.json': manifestOf(values),
  })
}

export function otherwise(): Promise<Buffer> {
  const content = Buffer.from('{"id":1}\n')
  const told = { table: 'project', columns: ['id'], rows: 1, bytes: content.length, sha256: '0'.repeat(64) }
  return zipOf({ 'tables/project.jsonl': content, 'manifest.json': manifestOf({ tables: [told] }) })
}

/** As the library that writes zip files would not. */
export async function evil(): Promise<Buffer> {
  const bytes = await zipOf({ 'manifest.json': manifestOf({}), 'aa/aa/evil': Buffer.from('x') })
  return Buffer.from(bytes.toString('latin1').replaceAll('aa/aa/evil', '../../evil'), 'latin1')
}

export function bomb(): Promise<Buffer> {
  const told = { table: 'project', columns: ['id'], rows: 1, bytes: 64 * 1_048_576, sha256: '0'.repeat(64) }
  return zipOf({
    'tables/project.jsonl': Buffer.alloc(64 * 1_048_576, 'a'),
    'manifest.json': manifestOf({ tables: [told] }),
  })
}
