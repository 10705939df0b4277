import {
  newLinkFields,
  newProjectFields,
  newTaskFields,
  type Plan,
  type Task,
  type TaskValues,
} from '@throughline/contract'
import { outlineOf } from '../lib/outline.ts'
import { indexPlan, type PlanIndex } from '../lib/plan-index.ts'

export const taskOf = (id: string, parentId: string | null, position: number, values: Partial<TaskValues> = {}): Task =>
  ({
    ...newTaskFields({ name: id, durationMinutes: 480, ...values }),
    ...{ id, parentId, position, earlyStart: '2026-03-02T08:00', earlyFinish: '2026-03-02T17:00' },
    ...{ lateStart: null, lateFinish: null, totalFloatMinutes: 0, freeFloatMinutes: 0, isCritical: false },
  }) as Task

/** a with a1, a2 and a3 below it, then b and c; a1 leads to a2. */
export function smallPlan(fields: Partial<Plan> = {}): Plan {
  const project = newProjectFields({ name: 'Plan' })
  return {
    project: { ...project, id: 'p', startsAt: '2026-03-02T08:00', timeZone: 'UTC' },
    tasks: [
      taskOf('a', null, 1),
      taskOf('a1', 'a', 1),
      taskOf('a2', 'a', 2),
      taskOf('a3', 'a', 3),
      taskOf('b', null, 2),
      taskOf('c', null, 3),
    ],
    links: [{ id: 'l', ...newLinkFields({ predecessorId: 'a1', successorId: 'a2' }) }],
    calendars: [{ id: 'cal', name: 'Night shift' }],
    resources: [],
    assignments: [],
    baselines: [],
    comments: [],
    checklistItems: [],
    ...fields,
  } as unknown as Plan
}

export function indexOf(plan: Plan = smallPlan()): PlanIndex {
  return indexPlan(plan, outlineOf(plan.tasks))
}
