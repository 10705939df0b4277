import {
  type ChangeOperation,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
} from '@throughline/contract'

type Values = Readonly<Record<string, unknown>>
type Create = Extract<ChangeOperation, { op: 'create' }>

/** What a change set left in the fields that it set. Undefined where it does not say. */
export type LeftValues = (entity: string, id: string, field: string) => unknown

/** Of the operations of one change set, as applied. */
export function leftValuesOf(operations: readonly ChangeOperation[]): LeftValues {
  const values = new Map<string, unknown>()
  for (const operation of operations) {
    const { entity, id } = operation
    const fields: Values =
      operation.op === 'update' ? operation.patch : operation.op === 'create' ? createdFields(operation) : {}
    for (const [field, value] of Object.entries(fields)) values.set(`${entity}/${id}/${field}`, value)
  }
  return (entity, id, field) => values.get(`${entity}/${id}/${field}`)
}

/** With the defaults of fields that were not given, but for a task's position, which its siblings decide. */
function createdFields(operation: Create): Values {
  if (operation.entity === 'task') {
    const { parentId = null, position, ...values } = operation.values
    return { parentId, ...(position === undefined ? {} : { position }), ...newTaskFields(values) }
  }
  if (operation.entity === 'link') return newLinkFields(operation.values)
  if (operation.entity === 'resource') return newResourceFields(operation.values)
  if (operation.entity === 'assignment') return newAssignmentFields(operation.values)
  if (operation.entity === 'calendar') return newCalendarFields(operation.values)
  return operation.values
}
