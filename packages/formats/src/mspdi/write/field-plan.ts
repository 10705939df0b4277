import type { DocumentCustomField, PlanDocument } from '../../plan-document.ts'
import { ESTIMATE_FIELDS, fieldOfKey, fieldsOfType, type MspdiField } from '../custom-field-ids.ts'

export interface PlannedField {
  readonly field: MspdiField
  /** Null when it is called as Microsoft Project calls it. */
  readonly alias: string | null
}

/** Which fields of Microsoft Project stand for those of a document. */
export interface FieldPlan {
  /** By their keys in the document. */
  readonly byKey: ReadonlyMap<string, PlannedField>
  /** Optimistic, most likely, pessimistic; empty when no task has an estimate, or no place is left. */
  readonly estimate: readonly PlannedField[]
}

/** A field stays where it is when there is such a place; all others, and then estimates, take the next that is free. */
export function planFields({ customFields, tasks }: Pick<PlanDocument, 'customFields' | 'tasks'>): FieldPlan {
  const taken = new Set<MspdiField>()
  const byKey = new Map<string, PlannedField>()
  const place = (own: DocumentCustomField, field: MspdiField | undefined) => {
    if (field === undefined || taken.has(field)) return
    taken.add(field)
    byKey.set(own.key, { field, alias: own.name === field.key ? null : own.name })
  }
  for (const own of customFields) {
    const field = fieldOfKey(own.key)
    if (field?.type === own.type) place(own, field)
  }
  for (const own of customFields.filter(({ key }) => !byKey.has(key))) {
    place(
      own,
      fieldsOfType(own.type).find((field) => !taken.has(field)),
    )
  }
  const hasEstimates = tasks.some(({ estimate }) => estimate !== null)
  return { byKey, estimate: hasEstimates ? planEstimate(taken) : [] }
}

function planEstimate(taken: ReadonlySet<MspdiField>): readonly PlannedField[] {
  const own = ESTIMATE_FIELDS.flatMap(({ key }) => fieldOfKey(key) ?? [])
  const free = fieldsOfType('duration').filter((field) => !taken.has(field))
  const fields = own.every((field) => free.includes(field)) ? own : free.slice(0, 3)
  return fields.length < 3
    ? []
    : fields.map((field, index) => ({ field, alias: ESTIMATE_FIELDS[index]?.alias ?? null }))
}
