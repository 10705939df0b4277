import {
  computedColumnsOf,
  type Link,
  newLinkFields,
  newProjectFields,
  newTaskFields,
  type Plan,
  type PlanDelta,
  type StreamEvent,
  type Task,
} from '@throughline/contract'

const at = '2026-01-01T00:00:00.000Z'

/** A readable UUID: `uuid(7)`. */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

export const makeTask = (number: number, fields: Partial<Task> = {}): Task => ({
  id: uuid(number),
  projectId: uuid(0),
  ...newTaskFields({ name: `Task ${number}` }),
  parentId: null,
  position: number,
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

export const makeLink = (number: number, from: number, to: number, fields: Partial<Link> = {}): Link => ({
  id: uuid(number),
  projectId: uuid(0),
  ...newLinkFields({ predecessorId: uuid(from), successorId: uuid(to) }),
  revision: 1,
  ...fields,
})

export const makePlan = (revision: number, tasks: Task[] = [], links: Link[] = []): Plan => ({
  project: {
    id: uuid(0),
    ...newProjectFields({ name: 'Plan' }),
    startsAt: '2026-03-02T08:00',
    calendarId: uuid(900),
    baselineId: null,
    revision,
    inputRevision: revision,
    computedRevision: revision,
    finishesAt: null,
    taskCount: tasks.length,
    programId: null,
    scheduleError: null,
    recomputeHold: null,
    role: 'scheduler',
    acts: null,
    createdAt: at,
    updatedAt: at,
  },
  tasks,
  links,
  calendars: [],
  resources: [],
  assignments: [],
  baselines: [],
  comments: [],
  checklistItems: [],
})

export const makeDelta = (from: number, to: number, fields: Partial<PlanDelta> = {}): PlanDelta => ({
  from,
  to,
  project: null,
  tasks: [],
  links: [],
  calendars: [],
  resources: [],
  assignments: [],
  baselines: [],
  comments: [],
  checklistItems: [],
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
  ...fields,
})

export const makeEvent = (revision: number, delta: PlanDelta | null = null): StreamEvent => ({
  streamId: uuid(0),
  revision,
  at,
  type: 'plan.changed',
  payload: { changeSetId: uuid(800), kind: 'edit', actorId: null, summary: '', delta },
})
