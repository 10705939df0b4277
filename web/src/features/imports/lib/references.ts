import type { ImportEntity } from '@throughline/contract'

const references: Readonly<Record<string, ImportEntity>> = {
  parentId: 'task',
  taskId: 'task',
  predecessorId: 'task',
  successorId: 'task',
  calendarId: 'calendar',
  baseId: 'calendar',
  resourceId: 'resource',
  baselineId: 'baseline',
}

/** What kind of row a field names; null where it names none. */
export const referenceOf = (field: string): ImportEntity | null => references[field] ?? null

export interface NamedRow {
  readonly id: string
  readonly name: string
  readonly number: number
}

/** How a row is told from others of its name where it is chosen: "12 · Dig". */
export const choiceText = ({ number, name }: NamedRow): string => `${number} · ${name}`
