import { withMentions } from '@throughline/contract'
import type { CopiedColumn, CopiedRow } from '@throughline/database'
import { v5 as uuidOf } from 'uuid'

/** How ids of an exported organisation become those of the imported one: the same however often it is tried. */
export interface MovedIds {
  /** Of the import. */
  readonly runId: string
  /** The ids are free here, as on another instance: rows keep them. */
  readonly keepsIds: boolean
  readonly organisation: { readonly from: string; readonly to: string }
  /** People go by their address, so that theirs may differ. */
  readonly people: ReadonlyMap<string, string>
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const labels = /[0-9a-f]{32}/g

/** What people wrote, or a file said: never an id, whatever it looks like. */
const freeText: ReadonlySet<string> = new Set([
  'name',
  'notes',
  'text',
  'description',
  'guid',
  'key',
  'extra',
  'customFields',
])

export function moveId(ids: MovedIds, from: string): string {
  if (from === ids.organisation.from) return ids.organisation.to
  return ids.people.get(from) ?? (ids.keepsIds ? from : uuidOf(from, ids.runId))
}

/** A row as it is in the imported organisation. */
export function moveRow(ids: MovedIds, columns: readonly CopiedColumn[], row: CopiedRow): CopiedRow {
  const moved: CopiedRow = {}
  for (const { name, type } of columns)
    if (name in row) moved[name] = name === 'body' ? moveText(ids, row[name]) : moveValue(ids, type, row[name])
  if (columns.some(({ name }) => name === 'organisation_id')) moved.organisation_id = ids.organisation.to
  return moved
}

/** Text of people, in which others are mentioned. */
const moveText = (ids: MovedIds, value: unknown): unknown =>
  typeof value === 'string' ? withMentions(value, (id) => moveId(ids, id)) : value

function moveValue(ids: MovedIds, type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (type === 'uuid') return moveId(ids, String(value))
  if (type === '_uuid') return (value as string[]).map((each) => moveId(ids, each))
  if (type === 'ltree') return String(value).replace(labels, (label) => withoutDashes(moveId(ids, withDashes(label))))
  if (type === 'jsonb' || type === 'json') return moveJson(ids, value)
  return value
}

function moveJson(ids: MovedIds, value: unknown): unknown {
  if (typeof value === 'string') return uuid.test(value) ? moveId(ids, value) : value
  if (Array.isArray(value)) return value.map((each) => moveJson(ids, each))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      uuid.test(key) ? moveId(ids, key) : key,
      key === 'body' ? moveText(ids, each) : freeText.has(key) ? each : moveJson(ids, each),
    ]),
  )
}

const withoutDashes = (id: string): string => id.replaceAll('-', '')
const withDashes = (label: string): string =>
  [label.slice(0, 8), label.slice(8, 12), label.slice(12, 16), label.slice(16, 20), label.slice(20)].join('-')
