import type { ImportEntity } from '@throughline/contract'
import type { DocumentExtra, DocumentFault, PlanDocument, StoredSchedule } from '../plan-document.ts'
import type { DocumentRow, IdOf, RowProblem } from './document-row.ts'
import type { Problems } from './fit.ts'

/** What rows of one document have in common. */
export interface RowContext {
  readonly document: PlanDocument
  readonly idOf: IdOf
  readonly calendarId: (key: string | null) => string | null
  readonly taskId: (key: string) => string
  readonly resourceId: (key: string) => string
  readonly faultOf: (entity: ImportEntity, key: string) => DocumentFault | null
}

/** Ids that many rows name are asked for once. */
export function rowContext(document: PlanDocument, idOf: IdOf): RowContext {
  const remembered = (entity: ImportEntity) => {
    const ids = new Map<string, string>()
    return (key: string): string => {
      const known = ids.get(key)
      if (known !== undefined) return known
      const id = idOf(entity, key)
      ids.set(key, id)
      return id
    }
  }
  const calendarId = remembered('calendar')
  const faults = new Map<string, DocumentFault>()
  for (const fault of document.faults.toReversed()) faults.set(`${fault.entity}/${fault.key}`, fault)
  return {
    document,
    idOf,
    calendarId: (key) => (key === null ? null : calendarId(key)),
    taskId: remembered('task'),
    resourceId: remembered('resource'),
    faultOf: (entity, key) => (faults.size === 0 ? null : (faults.get(`${entity}/${key}`) ?? null)),
  }
}

interface RowParts {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  readonly needs: readonly (string | null)[]
  readonly problems: Problems
  readonly guid?: string | null
  readonly line?: number
  readonly extra?: DocumentExtra | null
  readonly stored?: StoredSchedule | null
}

/** A fault that the reader found counts before what is found here. */
export function documentRow(entity: ImportEntity, parts: RowParts, context: RowContext): DocumentRow {
  const { key, id, name, values, needs, problems, line = 0 } = parts
  const fault = context.faultOf(entity, key)
  return {
    entity,
    key,
    guid: parts.guid ?? null,
    id,
    name,
    line: line > 0 ? line : (fault?.line ?? null),
    values,
    needs: withoutNull(needs),
    extra: parts.extra ?? null,
    stored: parts.stored ?? null,
    problem: (fault === null ? null : problemOf(fault)) ?? problems[0] ?? null,
  }
}

function withoutNull(needs: readonly (string | null)[]): string[] {
  const ids: string[] = []
  for (const need of needs) if (need !== null) ids.push(need)
  return ids
}

function problemOf({ message, field, text }: DocumentFault): RowProblem {
  return { message, field, text }
}
