import { type ChangeOperation, changeOperation } from '@throughline/contract'
import { FormatError, type ImportablePlan } from '@throughline/formats'

/**
 * What the readers let through is checked again by the rules that every change obeys, before the first row is written.
 * Throws FormatError.
 */
export function checkOperations(operations: readonly ChangeOperation[]): void {
  for (const operation of operations) {
    const checked = changeOperation.safeParse(operation)
    if (checked.success) continue
    const [issue] = checked.error.issues
    const name = 'values' in operation && 'name' in operation.values ? ` “${operation.values.name}”` : ''
    const path = issue?.path.slice(1).join('.') ?? ''
    throw new FormatError(`The ${operation.entity}${name} cannot be imported: ${path} ${issue?.message ?? ''}`, noPlace)
  }
}

export function checkDocument(document: ImportablePlan): void {
  if (document.tasks.length === 0 && document.calendars.length === 0)
    throw new FormatError('The file has neither tasks nor calendars', noPlace)
}

const noPlace = { line: 0, column: 0 }
