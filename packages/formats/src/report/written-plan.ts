import {
  type Assignment,
  type AssignmentValues,
  type BaselineTask,
  type Calendar,
  type Link,
  type LinkValues,
  newAssignmentFields,
  newLinkFields,
  newResourceFields,
  newTaskFields,
  type ProjectPatch,
  type Resource,
  type ResourceValues,
  standardWeek,
  type TaskValues,
} from '@throughline/contract'
import type { StoredSchedule } from '../plan-document.ts'
import type { DocumentRow } from '../plan-rows/document-row.ts'
import type { PlanRows } from '../plan-rows/plan-rows.ts'

/** What every project has from its beginning. */
export const STANDARD_CALENDAR: PlanRows['calendars'][number] = {
  id: 'standard',
  name: 'Standard',
  baseId: null,
  week: standardWeek,
  workWeeks: [],
  exceptions: [],
}

/** A new project into which rows of an import have been written, with the dates that the file stored for computed ones. */
export function writtenPlan(rows: readonly DocumentRow[]): PlanRows {
  const of = (entity: DocumentRow['entity']) => rows.filter((row) => row.entity === entity)
  const [settings] = of('project')
  // Without a row of its own, it is as new projects are.
  const values = (settings?.values ?? {}) as ProjectPatch
  const calendars = of('calendar').map(({ id, values: given }) => ({ ...(given as Omit<Calendar, 'id'>), id }))
  return {
    project: { ...NEW_PROJECT, id: settings?.id ?? '', ...(values as object) },
    calendars: values.calendarId === undefined ? [STANDARD_CALENDAR, ...calendars] : calendars,
    tasks: of('task').map(taskOf),
    links: of('link').map(({ id, values: given }): Link => ({ ...base(id), ...newLinkFields(given as LinkValues) })),
    resources: of('resource').map(
      ({ id, values: given }): Resource => ({ ...base(id), ...newResourceFields(given as ResourceValues) }),
    ),
    assignments: of('assignment').map(
      ({ id, values: given }): Assignment => ({ ...base(id), ...newAssignmentFields(given as AssignmentValues) }),
    ),
    baselines: of('baseline').map(({ id, values: given }) => ({
      ...(given as { name: string; number: number; tasks: BaselineTask[] }),
      id,
    })),
    origins: new Map(rows.map(({ id, key, guid, extra }) => [id, { key, guid, extra }])),
  }
}

const base = (id: string) => ({ id, projectId: 'project', revision: 1 })

const NEW_PROJECT: PlanRows['project'] = {
  id: '',
  name: 'Imported plan',
  description: '',
  startsAt: '2026-01-05T08:00',
  scheduleFrom: 'start',
  finishBy: null,
  statusDate: null,
  scheduleOptions: {},
  minutesPerDay: 480,
  minutesPerWeek: 2400,
  daysPerMonth: 20,
  currency: null,
  customFields: [],
  finishNoticeDays: 1,
  timeZone: 'Europe/Berlin',
  calendarId: STANDARD_CALENDAR.id,
  finishesAt: '2026-12-24T17:00',
}

function taskOf({ id, values, stored }: DocumentRow): PlanRows['tasks'][number] {
  const { parentId = null, position = 0, ...fields } = values as TaskValues
  return { ...newTaskFields(fields), id, parentId, position, ...computedOf(stored) }
}

function computedOf(stored: StoredSchedule | null) {
  return {
    isSummary: false,
    earlyStart: stored?.earlyStart ?? null,
    earlyFinish: stored?.earlyFinish ?? null,
    lateStart: stored?.lateStart ?? null,
    lateFinish: stored?.lateFinish ?? null,
    totalFloatMinutes: stored?.totalSlackMinutes ?? null,
    freeFloatMinutes: stored?.freeSlackMinutes ?? null,
    isCritical: stored?.isCritical ?? false,
  }
}
