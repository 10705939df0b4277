// The numbers that Microsoft Project gives the custom fields of tasks. They come in runs.
import type { DocumentCustomField } from '../plan-document.ts'

type FieldType = DocumentCustomField['type']

export interface MspdiField {
  readonly id: string
  /** As in "Text1", which is its key in a document too. */
  readonly key: string
  readonly type: FieldType
}

interface Run {
  readonly name: string
  readonly type: FieldType
  readonly first: number
  readonly last: number
  readonly id: number
  readonly step: number
}

const TASK_FIELDS = 188_743_680

const run = (name: string, type: FieldType, first: number, last: number, id: number, step = 1): Run => ({
  ...{ name, type, first, last, id, step },
})

const RUNS: readonly Run[] = [
  run('Text', 'text', 1, 6, 51, 3),
  run('Text', 'text', 7, 10, 67),
  run('Text', 'text', 11, 30, 317),
  run('Start', 'date', 1, 5, 52, 3),
  run('Start', 'date', 6, 10, 282, 2),
  run('Finish', 'date', 1, 5, 53, 3),
  run('Finish', 'date', 6, 10, 283, 2),
  run('Flag', 'flag', 1, 10, 72),
  run('Flag', 'flag', 11, 20, 292),
  run('Number', 'number', 1, 5, 87),
  run('Number', 'number', 6, 20, 302),
  run('Duration', 'duration', 1, 3, 103),
  run('Duration', 'duration', 4, 10, 275),
  run('Cost', 'cost', 1, 3, 106),
  run('Cost', 'cost', 4, 10, 258),
  run('Date', 'date', 1, 10, 265),
]

const ALL: readonly MspdiField[] = RUNS.flatMap(({ name, type, first, last, id, step }) =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    id: String(TASK_FIELDS + id + index * step),
    key: `${name}${first + index}`,
    type,
  })),
)

const byId = new Map(ALL.map((field) => [field.id, field]))
const byKey = new Map(ALL.map((field) => [field.key, field]))

export const fieldOfId = (id: string): MspdiField | null => byId.get(id) ?? null

export const fieldOfKey = (key: string): MspdiField | null => byKey.get(key) ?? null

/** In the order in which they are given to fields that have no place of their own. */
export function fieldsOfType(type: FieldType): readonly MspdiField[] {
  const preferred = type === 'date' ? ALL.filter(({ key }) => key.startsWith('Date')) : []
  return [...preferred, ...ALL.filter((field) => field.type === type && !preferred.includes(field))]
}

/** What the fields are called that hold a three-point estimate of the duration, which Microsoft Project does not know. */
export const ESTIMATE_FIELDS = [
  { key: 'Duration1', alias: 'Optimistic duration', pattern: /^optimistic\b/i },
  { key: 'Duration2', alias: 'Most likely duration', pattern: /^(most likely|expected)\b/i },
  { key: 'Duration3', alias: 'Pessimistic duration', pattern: /^pessimistic\b/i },
] as const
