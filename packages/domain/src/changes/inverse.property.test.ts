import { type ChangeOperation, InvalidChangeError } from '@throughline/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  applied,
  assignmentState,
  calendarId,
  calendarState,
  checklistItemState,
  childState,
  commentState,
  idOf,
  linkState,
  livePlan,
  makeSet,
  person,
  projectId,
  resourceState,
  rowsIn,
  taskState,
} from './testing/plan.ts'
import { inverseOf, type WorkingSet } from './working-set.ts'

const first = taskState(1)
const second = childState(2, first)
const plan = {
  task: [first, second, childState(3, second), taskState(4), taskState(5)],
  link: [linkState(10, 3, 4), linkState(11, 4, 5)],
  calendar: [calendarState, { ...calendarState, id: idOf(21), name: 'Nights' }],
  resource: [resourceState(30), resourceState(31)],
  assignment: [assignmentState(40, 3, 30), assignmentState(41, 5, 31)],
  comment: [commentState(60, 3)],
  checklistItem: [checklistItemState(80, 3), checklistItemState(81, 5)],
}

const among = (...numbers: number[]) => fc.constantFrom(...numbers).map(idOf)
const taskId = among(1, 2, 3, 4, 5, 6, 7)
const parentId = fc.option(taskId, { nil: null })
const calendar = fc.constantFrom(null, calendarId, idOf(21))
const fields = {
  name: fc.constantFrom('A', 'B'),
  parentId,
  position: fc.integer({ min: 0, max: 9_000 }),
  durationMinutes: fc.constantFrom(0, 60, 480),
  calendarId: calendar,
  actualStart: fc.constantFrom(null, '2026-03-02T08:00'),
  actualFinish: fc.constantFrom(null, '2026-03-03T08:00'),
  actualMinutes: fc.constantFrom(0, 60),
  manualStart: fc.constantFrom(null, '2026-03-02T08:00', '2026-03-05T08:00'),
  manualFinish: fc.constantFrom(null, '2026-03-03T08:00'),
}
const existing = {
  task: [1, 2, 3, 4, 5, 6, 7],
  link: [10, 11, 12],
  calendar: [21, 22],
  resource: [30, 31, 32],
  assignment: [40, 41, 42],
  baseline: [50, 51],
  comment: [60, 61],
  checklistItem: [80, 81, 82],
}

const operation = fc.oneof(
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('task'),
    id: among(6, 7),
    values: fc.record(fields, { requiredKeys: ['name'] }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('link'),
    id: among(12),
    values: fc.record({ predecessorId: taskId, successorId: taskId }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('assignment'),
    id: among(42),
    values: fc.record({ taskId, resourceId: among(30, 31, 32) }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('resource'),
    id: among(32),
    values: fc.record({ name: fc.constant('New') }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('task'),
    id: taskId,
    patch: fc.record(fields, { requiredKeys: [] }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('link'),
    id: among(10, 11, 12),
    patch: fc.record({ type: fc.constantFrom('FS', 'SS'), lagMinutes: fc.constantFrom(0, 60) }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('project'),
    id: fc.constant(projectId),
    patch: fc.record({ calendarId: fc.constantFrom(calendarId, idOf(21)), name: fc.constantFrom('Plan', 'Q') }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('calendar'),
    id: among(22),
    values: fc.record({ name: fc.constant('Ann'), baseId: fc.constantFrom(null, calendarId, idOf(21)) }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('calendar'),
    id: among(21, 22),
    patch: fc.record({ baseId: fc.constantFrom(null, calendarId, idOf(21), idOf(22)) }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('comment'),
    id: among(61),
    values: fc.record({ taskId, body: fc.constant('New') }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('comment'),
    id: among(60, 61),
    patch: fc.record({ body: fc.constantFrom('One', `@[Ann](person:${person})`) }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('checklistItem'),
    id: among(82),
    values: fc.record({ taskId, text: fc.constant('New') }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('checklistItem'),
    id: among(80, 81, 82),
    patch: fc.record({ isDone: fc.boolean(), position: fc.constantFrom(1, 2) }, { requiredKeys: [] }),
  }),
  fc.record({
    op: fc.constant('create'),
    entity: fc.constant('baseline'),
    id: among(50, 51),
    values: fc.record({ name: fc.constant('B'), number: fc.constantFrom(null, 0, 1) }, { requiredKeys: ['name'] }),
  }),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('project'),
    id: fc.constant(projectId),
    patch: fc.record(
      { scheduleFrom: fc.constantFrom('start', 'finish'), finishBy: fc.constantFrom(null, '2026-06-01T17:00') },
      { requiredKeys: [] },
    ),
  }),
  ...Object.entries(existing).map(([entity, numbers]) =>
    fc.record({ op: fc.constantFrom('delete', 'restore'), entity: fc.constant(entity), id: among(...numbers) }),
  ),
) as unknown as fc.Arbitrary<ChangeOperation>

/** Leaves out those of the operations that would be refused after the ones before them. */
function acceptable(operations: readonly ChangeOperation[]): ChangeOperation[] {
  const accepted: ChangeOperation[] = []
  for (const next of operations) {
    try {
      applied(makeSet(plan), ...accepted, next)
      accepted.push(next)
    } catch (error) {
      if (!(error instanceof InvalidChangeError)) throw error
    }
  }
  return accepted
}

const undone = (set: WorkingSet): WorkingSet => applied(makeSet(rowsIn(set), undefined, set.project), ...inverseOf(set))

it('the inverse of a change set takes the plan back to where it was', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 12 }), (operations) => {
      const set = applied(makeSet(plan), ...acceptable(operations))
      expect(livePlan(undone(set))).toEqual(livePlan(makeSet(plan)))
    }),
    { numRuns: 500 },
  )
})

it('the inverse of the inverse makes the change again', () => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 12 }), (operations) => {
      const set = applied(makeSet(plan), ...acceptable(operations))
      expect(livePlan(undone(undone(set)))).toEqual(livePlan(set))
    }),
    { numRuns: 500 },
  )
})
