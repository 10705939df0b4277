import type { LinkType } from '@throughline/contract'
import type { LinkPlace, TaskPlace } from '@throughline/database'
import type { RowChange } from './row-changes.ts'

type Rows = ReadonlyMap<string, RowChange>

/** Tasks that have to be read, so that those which a change makes or moves can be put in their place. */
export const taskIdsIn = (rows: Rows): string[] =>
  [...rows.values()].flatMap(({ entity, id, after }) => {
    if (entity === 'task') return [id, after.parentId]
    return entity === 'link' ? [after.predecessorId, after.successorId] : []
  }) as string[]

/** The tasks as they would be after a change that is only tried. */
export function overlayTasks(stored: readonly TaskPlace[], rows: Rows): TaskPlace[] {
  const tasks = new Map(stored.map((task) => [task.id, task]))
  for (const row of rows.values()) {
    if (row.entity !== 'task') continue
    const before = tasks.get(row.id)
    if (!before && row.existence !== 'added') continue
    const fresh = { id: row.id, name: '', parentId: null, ancestors: [], calendarId: null }
    tasks.set(row.id, { ...(before ?? fresh), ...given(row.after, ['name', 'parentId', 'calendarId']) })
  }
  const ancestorsOf = ({ parentId }: TaskPlace): string[] => {
    const parent = parentId === null ? undefined : tasks.get(parentId)
    return parent ? [...ancestorsOf(parent), parent.id] : []
  }
  return [...tasks.values()].map((task) => ({ ...task, ancestors: ancestorsOf(task) }))
}

/** Links into tasks as they would be. */
export function overlayLinks(stored: readonly LinkPlace[], rows: Rows, tasks: readonly TaskPlace[]): LinkPlace[] {
  const names = new Map(tasks.map(({ id, name }) => [id, name]))
  const links = new Map(stored.map((link) => [link.id, link]))
  for (const row of rows.values()) {
    if (row.entity !== 'link') continue
    const before = links.get(row.id) ?? (row.existence === 'added' ? newLink(row, names) : undefined)
    if (before) links.set(row.id, { ...before, ...given(row.after, ['type', 'lagMinutes']) })
  }
  return [...links.values()]
}

function newLink({ id, after }: RowChange, names: ReadonlyMap<string, string>): LinkPlace {
  const { predecessorId, successorId } = after as { predecessorId: string; successorId: string }
  return {
    ...{ id, predecessorId, successorId },
    predecessorName: names.get(predecessorId) ?? '',
    successorName: names.get(successorId) ?? '',
    type: 'FS' satisfies LinkType,
    lagMinutes: 0,
  }
}

const given = (values: Readonly<Record<string, unknown>>, fields: readonly string[]): object =>
  Object.fromEntries(fields.filter((field) => values[field] !== undefined).map((field) => [field, values[field]]))
