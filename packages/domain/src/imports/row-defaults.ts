import {
  type ImportEntity,
  newAssignmentFields,
  newCalendarFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
} from '@throughline/contract'
import { isSame } from './is-same.ts'

type Values = Readonly<Record<string, unknown>>

const none: Values = {}
const task = defaultsOf({ parentId: null, ...newTaskFields({ name: '' }) })
const milestone = defaultsOf({ parentId: null, ...newTaskFields({ name: '', kind: 'milestone' }), kind: 'task' })
const calendar = defaultsOf(newCalendarFields({ name: '' }))
const derivedCalendar = defaultsOf({ ...newCalendarFields({ name: '', baseId: 'another' }), baseId: null })
const link = defaultsOf(newLinkFields({ predecessorId: '', successorId: '' }))
const resource = defaultsOf(newResourceFields({ name: '' }))
const assignment = defaultsOf(newAssignmentFields({ taskId: '', resourceId: '' }))

/** Made once, as there are very many rows. */
const defaultsFor: Readonly<Record<ImportEntity, (values: Values) => Values>> = {
  project: () => none,
  calendar: ({ baseId }) => (baseId ? derivedCalendar : calendar),
  task: ({ kind }) => (kind === 'milestone' ? milestone : task),
  link: () => link,
  resource: () => resource,
  assignment: () => assignment,
  baseline: () => none,
}

/** What a new row holds where its values say nothing: not what every row says. */
function defaultsOf({ name, predecessorId, successorId, taskId, resourceId, ...defaults }: Values): Values {
  return defaults
}

export function withoutDefaults(entity: ImportEntity, values: Values): Record<string, unknown> {
  const defaults = defaultsFor[entity](values)
  const told: Record<string, unknown> = {}
  for (const field in values) {
    const value = values[field]
    if (value !== undefined && !(field in defaults && isSame(defaults[field], value))) told[field] = value
  }
  return told
}

export function withDefaults(entity: ImportEntity, values: Values): Record<string, unknown> {
  return { ...defaultsFor[entity](values), ...values }
}
