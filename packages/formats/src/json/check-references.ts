import type { PlanDocument } from '../plan-document.ts'
import type { ListName } from './plan-schemas.ts'

/** Throws; `index` is of the row in its list, or null for the plan as a whole. */
export type Refuse = (list: ListName | 'plan', index: number | null, field: string, problem: string) => never

/** Whether keys are there once, and everything that they name: whoever takes a document relies on that. */
export function checkReferences(document: PlanDocument, refuse: Refuse): void {
  const calendars = keysOf(document, 'calendars', refuse)
  const resources = keysOf(document, 'resources', refuse)
  const tasks = keysOf(document, 'tasks', refuse)
  keysOf(document, 'links', refuse)
  keysOf(document, 'assignments', refuse)
  const need = needing(refuse)
  need(calendars, 'plan', null, { defaultCalendarKey: document.defaultCalendarKey })
  for (const [index, { baseKey }] of document.calendars.entries()) need(calendars, 'calendars', index, { baseKey })
  checkBases(document, refuse)
  checkTasks(document, calendars, refuse)
  for (const [index, { predecessorKey, successorKey }] of document.links.entries()) {
    need(tasks, 'links', index, { predecessorKey, successorKey })
  }
  for (const [index, { calendarKey }] of document.resources.entries()) {
    need(calendars, 'resources', index, { calendarKey })
  }
  for (const [index, { taskKey, resourceKey }] of document.assignments.entries()) {
    need(tasks, 'assignments', index, { taskKey })
    need(resources, 'assignments', index, { resourceKey })
  }
}

type Keyed = 'calendars' | 'tasks' | 'links' | 'resources' | 'assignments'

function keysOf(document: PlanDocument, list: Keyed, refuse: Refuse): ReadonlySet<string> {
  const keys = new Set<string>()
  document[list].forEach(({ key }, index) => {
    if (keys.has(key)) refuse(list, index, 'key', `“${key}” is the key of a row before it`)
    keys.add(key)
  })
  return keys
}

function needing(refuse: Refuse) {
  return (
    keys: ReadonlySet<string>,
    list: ListName | 'plan',
    index: number | null,
    named: Readonly<Record<string, string | null>>,
  ): void => {
    for (const [field, key] of Object.entries(named)) {
      if (key !== null && !keys.has(key)) refuse(list, index, field, `“${key}” is not in the file`)
    }
  }
}

function checkBases({ calendars }: PlanDocument, refuse: Refuse): void {
  const bases = new Map(calendars.map(({ key, baseKey }) => [key, baseKey]))
  calendars.forEach(({ key }, index) => {
    const passed = new Set<string>()
    for (let at: string | null = key; at !== null; at = bases.get(at) ?? null) {
      if (passed.has(at)) refuse('calendars', index, 'baseKey', 'the bases of the calendar run in a circle')
      passed.add(at)
    }
  })
}

/** Tasks come after their parents. */
function checkTasks(document: PlanDocument, calendars: ReadonlySet<string>, refuse: Refuse): void {
  const before = new Set<string>()
  const fields = new Set(document.customFields.map(({ key }) => key))
  const need = needing(refuse)
  document.tasks.forEach(({ key, parentKey, calendarKey, customFields, baselines }, index) => {
    if (parentKey !== null && !before.has(parentKey)) {
      refuse('tasks', index, 'parentKey', `“${parentKey}” is no task that stands before this one`)
    }
    before.add(key)
    need(calendars, 'tasks', index, { calendarKey })
    const field = Object.keys(customFields).find((name) => !fields.has(name))
    if (field !== undefined) refuse('tasks', index, 'customFields', `“${field}” is no custom field of the plan`)
    if (baselines.length > 1 && new Set(baselines.map(({ number }) => number)).size < baselines.length) {
      refuse('tasks', index, 'baselines', 'two of them have one number')
    }
  })
}
