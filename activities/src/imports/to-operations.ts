import { type ChangeOperation, type ProjectValues, positionStep } from '@throughline/contract'
import type { ImportableCalendar, ImportablePlan, ImportableTask } from '@throughline/formats'

/** The project that a file makes, without what its operations set. */
export function toProject(
  document: ImportablePlan,
  job: { projectName: string | null; fileName: string },
  projectId: string,
): ProjectValues & { id: string } {
  const fromFile = job.fileName
    .replace(/\.[^.]*$/, '')
    .slice(0, 200)
    .trim()
  const name = job.projectName ?? document.name ?? (fromFile || 'Imported plan')
  return { id: projectId, name, ...(document.start ? { startsAt: document.start } : {}) }
}

/** The operations that fill the project, what is named before what names it. `idOf` gives the same key the same id. */
export function toOperations(
  document: ImportablePlan,
  projectId: string,
  idOf: (key: string) => string,
): ChangeOperation[] {
  const { calendars, defaultCalendarKey: standard } = document
  return [
    ...calendars.map((calendar) => calendarOperation(calendar, idOf)),
    ...(standard === null ? [] : [calendarOfProject(projectId, idOf(`calendar/${standard}`))]),
    ...taskOperations(document.tasks, idOf),
    ...document.links.map(
      (link): ChangeOperation => ({
        op: 'create',
        entity: 'link',
        id: idOf(`link/${link.predecessorKey}/${link.successorKey}/${link.type}`),
        values: {
          predecessorId: idOf(`task/${link.predecessorKey}`),
          successorId: idOf(`task/${link.successorKey}`),
          type: link.type,
          lagMinutes: link.lagMinutes,
        },
      }),
    ),
    ...document.resources.map(
      (resource): ChangeOperation => ({
        op: 'create',
        entity: 'resource',
        id: idOf(`resource/${resource.key}`),
        values: {
          name: resource.name,
          kind: resource.kind,
          calendarId: calendarId(resource.calendarKey, idOf),
          maxUnits: resource.maxUnits,
        },
      }),
    ),
    ...document.assignments.map(
      ({ taskKey, resourceKey, units }): ChangeOperation => ({
        op: 'create',
        entity: 'assignment',
        id: idOf(`assignment/${taskKey}/${resourceKey}`),
        values: { taskId: idOf(`task/${taskKey}`), resourceId: idOf(`resource/${resourceKey}`), units },
      }),
    ),
  ]
}

const calendarId = (key: string | null, idOf: (key: string) => string) =>
  key === null ? null : idOf(`calendar/${key}`)

const calendarOfProject = (projectId: string, id: string): ChangeOperation => ({
  op: 'update',
  entity: 'project',
  id: projectId,
  patch: { calendarId: id },
})

function calendarOperation({ key, name, week, exceptions }: ImportableCalendar, idOf: (key: string) => string) {
  const copy = (shifts: ImportableCalendar['week'][number]) => shifts.map(({ from, to }) => ({ from, to }))
  return {
    op: 'create',
    entity: 'calendar',
    id: idOf(`calendar/${key}`),
    values: {
      name,
      week: week.map(copy),
      exceptions: exceptions.map(({ from, to, shifts }) => ({ from, to, shifts: copy(shifts) })),
    },
  } satisfies ChangeOperation
}

function taskOperations(tasks: readonly ImportableTask[], idOf: (key: string) => string): ChangeOperation[] {
  const siblings = new Map<string | null, number>()
  return tasks.map((task) => {
    const place = (siblings.get(task.parentKey) ?? 0) + 1
    siblings.set(task.parentKey, place)
    return {
      op: 'create',
      entity: 'task',
      id: idOf(`task/${task.key}`),
      values: {
        name: task.name,
        notes: task.notes,
        kind: task.kind,
        parentId: task.parentKey === null ? null : idOf(`task/${task.parentKey}`),
        position: place * positionStep,
        durationMinutes: task.durationMinutes,
        calendarId: calendarId(task.calendarKey, idOf),
        percentComplete: task.percentComplete,
        ...(task.startNoEarlierThan === null
          ? {}
          : { constraintType: 'startNoEarlierThan', constraintAt: task.startNoEarlierThan }),
      },
    }
  })
}
