import { isDeepStrictEqual } from 'node:util'
import {
  type AssignmentValues,
  type ImportEntity,
  type LinkValues,
  newAssignmentFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
  type ResourceValues,
  standardWeek,
  type TaskValues,
} from '@throughline/contract'

type Values = Readonly<Record<string, unknown>>

const newCalendar = { baseId: null, week: standardWeek, workWeeks: [], exceptions: [] }

/** What a new row holds where its values say nothing, besides what depends on the rows around it. */
const defaultsOf: Readonly<Record<ImportEntity, (values: Values) => Values>> = {
  project: () => ({}),
  calendar: () => newCalendar,
  task: (values) => ({ parentId: null, ...newTaskFields(values as unknown as TaskValues) }),
  link: (values) => newLinkFields(values as unknown as LinkValues),
  resource: (values) => newResourceFields(values as unknown as ResourceValues),
  assignment: (values) => newAssignmentFields(values as unknown as AssignmentValues),
  baseline: () => ({}),
}

/** Some defaults depend on other values: a milestone takes no time. */
const given = (values: Values, kept: readonly string[]): Values =>
  Object.fromEntries(kept.flatMap((field) => (field in values ? [[field, values[field]]] : [])))
const decisive = ['kind']

export function withoutDefaults(entity: ImportEntity, values: Values): Record<string, unknown> {
  const defaults = defaultsOf[entity](given(values, decisive))
  return Object.fromEntries(
    Object.entries(values).filter(
      ([field, value]) => value !== undefined && !(field in defaults && isDeepStrictEqual(defaults[field], value)),
    ),
  )
}

export function withDefaults(entity: ImportEntity, values: Values): Record<string, unknown> {
  return { ...defaultsOf[entity](given(values, decisive)), ...values }
}
