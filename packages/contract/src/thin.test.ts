import { expect, test } from 'vitest'
import {
  calendarDefaults,
  linkDefaults,
  projectDefaults,
  standardWeek,
  taskDefaults,
} from './entities/default-values.ts'
import { newLinkFields, newTaskFields } from './entities/defaults.ts'
import type { Task } from './entities/task.ts'
import { type StreamEvent, streamEvent } from './events.ts'
import { operations } from './operations/index.ts'
import { computedColumnsOf, type Plan, type PlanDelta, plan } from './plan.ts'
import { filled, thinned } from './thin.ts'

const id = '00000000-0000-7000-8000-000000000001'
const at = '2026-01-01T00:00:00.000Z'

const task = (fields: Partial<Task> = {}): Task => ({
  id,
  projectId: id,
  parentId: null,
  position: 1,
  ...newTaskFields({ name: 'Wiring' }),
  isSummary: false,
  earlyStart: null,
  earlyFinish: null,
  lateStart: null,
  lateFinish: null,
  totalFloatMinutes: null,
  freeFloatMinutes: null,
  isCritical: false,
  revision: 1,
  createdAt: at,
  updatedAt: at,
  ...fields,
})
const link = {
  id,
  projectId: id,
  ...newLinkFields({ predecessorId: id, successorId: id }),
  revision: 1,
}
const calendar = {
  id,
  projectId: id,
  name: 'Standard',
  week: standardWeek,
  exceptions: [],
  ...calendarDefaults,
  revision: 1,
}
const project: Plan['project'] = {
  id,
  name: 'Plan',
  description: '',
  startsAt: '2026-03-02T08:00',
  timeZone: 'UTC',
  calendarId: id,
  baselineId: null,
  ...projectDefaults,
  recomputeHold: null,
  programId: null,
  acts: null,
  revision: 1,
  inputRevision: 1,
  computedRevision: 1,
  finishesAt: null,
  taskCount: 1,
  scheduleError: null,
  role: 'owner',
  createdAt: at,
  updatedAt: at,
}
const whole: Plan = {
  project,
  tasks: [
    task(),
    task({ isManual: true, splits: [{ afterMinutes: 60, gapMinutes: 60 }], customFields: { Text1: '' } }),
  ],
  links: [link],
  calendars: [calendar],
  resources: [],
  assignments: [],
  baselines: [],
  comments: [],
  checklistItems: [],
}

test('an answer leaves out what goes without saying, and is what it was when it is filled in', () => {
  const thin = thinned(plan, whole)
  const [plain, other] = thin.tasks
  for (const field of Object.keys(taskDefaults)) expect(plain).not.toHaveProperty(field)
  expect(plain).toMatchObject({ name: 'Wiring', notes: '', kind: 'task', constraintAt: null, isCritical: false })
  expect(other).toMatchObject({
    isManual: true,
    splits: [{ afterMinutes: 60, gapMinutes: 60 }],
    customFields: { Text1: '' },
  })
  expect(thin.links[0]).not.toHaveProperty('lagUnit')
  expect(thin.calendars[0]).not.toHaveProperty('workWeeks')
  expect(thin.project).not.toHaveProperty('minutesPerDay')
  expect(filled(plan, thin)).toEqual(whole)
  expect(plan.parse(thin)).toEqual(whole)
})

test('a thin answer is no larger than it was before there were these fields', () => {
  const before = Object.keys(task()).length - Object.keys(taskDefaults).length
  expect(Object.keys(thinned(plan, whole).tasks[0] ?? {})).toHaveLength(before)
  expect(Object.keys(linkDefaults)).toEqual(['lagUnit'])
})

test('what is within an event or an answer is found wherever it stands', () => {
  const { role: _, acts: __, ...told } = project
  const delta: PlanDelta = {
    from: 1,
    to: 2,
    ...whole,
    project: told,
    computed: computedColumnsOf([]),
    deleted: {
      tasks: [],
      links: [],
      calendars: [],
      resources: [],
      assignments: [],
      baselines: [],
      comments: [],
      checklistItems: [],
    },
  }
  const event = (given: PlanDelta | null): StreamEvent => ({
    streamId: id,
    revision: 2,
    at,
    type: 'plan.changed',
    payload: { changeSetId: id, kind: 'edit', actorId: null, summary: '', delta: given },
  })
  const thin = thinned(streamEvent, event(delta))
  expect(JSON.stringify(thin)).not.toContain('effortType')
  expect(filled(streamEvent, thin)).toEqual(event(delta))
  expect(filled(streamEvent, event(null))).toEqual(event(null))
  const gone: StreamEvent = { streamId: id, revision: 2, at, type: 'project.deleted', payload: {} }
  expect(filled(streamEvent, thinned(streamEvent, gone))).toEqual(gone)

  const { response } = operations.getProject
  expect(thinned(response, project)).not.toHaveProperty('plan')
  expect(filled(response, thinned(response, { ...project, plan: whole }))).toEqual({ ...project, plan: whole })
})

test('answers without such fields are handed on as they are', () => {
  const account = { items: [{ id, name: 'Robot', role: 'member' as const, isDisabled: false }], next: null }
  expect(thinned(operations.listServiceAccounts.response, account)).toBe(account)
})
