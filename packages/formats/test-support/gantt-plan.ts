import { PLAIN_ASSIGNMENT, PLAIN_PLAN, PLAIN_RESOURCE, PLAIN_TASK } from '../src/plain-document.ts'
import type { DocumentTask, PlanDocument } from '../src/plan-document.ts'
import { STANDARD_WEEK } from '../src/standard-calendars.ts'

/** A task with dates as they were scheduled. */
export function datedTask(key: string, start: string, finish: string, more: Partial<DocumentTask> = {}): DocumentTask {
  const dates = { start, finish, earlyStart: start, earlyFinish: finish, lateStart: null, lateFinish: null }
  const stored = { ...dates, totalSlackMinutes: 0, freeSlackMinutes: 0, isCritical: false, isSplitOrContoured: false }
  return { ...PLAIN_TASK, key, name: `Task ${key}`, line: 1, stored, ...more }
}

export function planWith(tasks: readonly DocumentTask[], more: Partial<PlanDocument> = {}): PlanDocument {
  return {
    ...PLAIN_PLAN,
    name: 'Footbridge',
    start: '2026-03-02T08:00',
    calendars: [
      {
        key: 'c',
        guid: null,
        name: 'Standard',
        baseKey: null,
        week: STANDARD_WEEK,
        workWeeks: [],
        exceptions: [],
        extra: null,
      },
    ],
    defaultCalendarKey: 'c',
    tasks,
    links: [],
    resources: [],
    assignments: [],
    warnings: [],
    ...more,
  }
}

export const linkBetween = (predecessorKey: string, successorKey: string, type: 'FS' | 'SS' | 'FF' | 'SF' = 'FS') => ({
  ...{ key: `${predecessorKey}/${successorKey}/${type}`, predecessorKey, successorKey, type },
  ...{ lagMinutes: 0, lagUnit: 'working' as const, extra: null, line: 1 },
})

/** One resource, and the tasks that it does. */
export const workOf = (name: string, taskKeys: readonly string[]): Pick<PlanDocument, 'resources' | 'assignments'> => ({
  resources: [{ ...PLAIN_RESOURCE, key: 'r', name }],
  assignments: taskKeys.map((taskKey) => ({ ...PLAIN_ASSIGNMENT, key: `${taskKey}/r`, taskKey, resourceKey: 'r' })),
})
