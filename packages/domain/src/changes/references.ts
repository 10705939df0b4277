import { type ChangeOperation, mentionedIn } from '@throughline/contract'
import type { PlanEntity } from '@throughline/database'

/** What operations name: the rows that a working set has to hold before they can be applied. */
export interface References {
  readonly ids: { readonly [Entity in PlanEntity]: Set<string> }
  readonly people: Set<string>
  /** Whom texts of comments mention. */
  readonly mentioned: Set<string>
  /** Parents that get children: their last positions are wanted. */
  readonly parents: Set<string | null>
  /** Tasks whose subtrees are wanted: they move or go. */
  readonly roots: Set<string>
  readonly deletedTasks: Set<string>
  readonly deletedResources: Set<string>
  readonly deletedCalendars: Set<string>
  /** Tasks whose links or assignments are wanted, to refuse a second of the same. */
  readonly predecessors: Set<string>
  readonly assignedTasks: Set<string>
  /** Tasks whose checklists are wanted, to put an item last. */
  readonly checkedTasks: Set<string>
  /** Rows whose own references matter, known only once they are loaded. */
  readonly revisited: { readonly [Entity in PlanEntity]: Set<string> }
}

export function createReferences(): References {
  const none = () => new Set<string>()
  const each = () => ({
    task: none(),
    link: none(),
    calendar: none(),
    resource: none(),
    assignment: none(),
    baseline: none(),
    comment: none(),
    checklistItem: none(),
  })
  return {
    ids: each(),
    people: none(),
    mentioned: none(),
    parents: new Set(),
    roots: none(),
    deletedTasks: none(),
    deletedResources: none(),
    deletedCalendars: none(),
    predecessors: none(),
    assignedTasks: none(),
    checkedTasks: none(),
    revisited: each(),
  }
}

/** Adds what the fields of a row refer to. */
export function addFields(references: References, entity: PlanEntity | 'project', fields: object) {
  const { ids, people, parents, predecessors, assignedTasks, checkedTasks } = references
  const named = fields as Partial<Record<string, string | null>>
  const add = (field: string, ...targets: Set<string>[]) => {
    const id = named[field]
    if (id) for (const target of targets) target.add(id)
  }
  add('parentId', ids.task)
  add('calendarId', ids.calendar)
  add('baseId', ids.calendar)
  add('baselineId', ids.baseline)
  add('taskId', ids.task)
  if (entity === 'assignment') add('taskId', assignedTasks)
  if (entity === 'checklistItem') add('taskId', checkedTasks)
  add('resourceId', ids.resource)
  add('predecessorId', ids.task, predecessors)
  add('successorId', ids.task)
  add('personId', people)
  if (entity === 'comment' && named.body) for (const id of mentionedIn(named.body)) references.mentioned.add(id)
  if (entity === 'task' && 'parentId' in named) parents.add(named.parentId ?? null)
}

export function referencesOf(operations: readonly ChangeOperation[]): References {
  const references = createReferences()
  for (const operation of operations) addOperation(references, operation)
  return references
}

function addOperation(references: References, operation: ChangeOperation) {
  const { ids, revisited, roots } = references
  const { entity } = operation
  if (entity === 'project') {
    return addFields(references, entity, operation.patch)
  }
  if (operation.id) ids[entity].add(operation.id)
  if (operation.op === 'create') {
    const values = operation.entity === 'task' ? { parentId: null, ...operation.values } : operation.values
    addFields(references, entity, values)
  }
  if (operation.op === 'update') {
    addFields(references, entity, operation.patch)
    if ('parentId' in operation.patch) roots.add(operation.id)
    if ('type' in operation.patch) revisited[entity].add(operation.id)
  }
  if (operation.op === 'delete') addDeleted(references, entity, operation.id)
  if (operation.op === 'restore') revisited[entity].add(operation.id)
  // They are called by their tasks.
  if ((entity === 'comment' || entity === 'checklistItem') && operation.id) revisited[entity].add(operation.id)
}

function addDeleted(references: References, entity: PlanEntity, id: string) {
  if (entity === 'task') {
    references.roots.add(id)
    references.deletedTasks.add(id)
  }
  if (entity === 'resource') references.deletedResources.add(id)
  if (entity === 'calendar') references.deletedCalendars.add(id)
}
