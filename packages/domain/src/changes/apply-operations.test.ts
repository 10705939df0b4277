import type { ChangeOperation } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import {
  applied,
  assignmentState,
  calendarId,
  childState,
  idOf,
  linkState,
  livePlan,
  makeSet,
  projectId,
  resourceState,
  taskState,
} from './testing/plan.ts'
import { refusal } from './testing/refusal.ts'
import { inverseOf, liveRows } from './working-set.ts'

const parent = taskState(1)
const child = childState(2, parent)
const grandchild = childState(3, child)
const other = taskState(4)
const tree = { task: [parent, child, grandchild, other] }

const createTask = (number: number, values: Record<string, unknown> = {}) =>
  ({ op: 'create', entity: 'task', id: idOf(number), values: { name: `Task ${number}`, ...values } }) as ChangeOperation
const patchTask = (number: number, patch: Record<string, unknown>) =>
  ({ op: 'update', entity: 'task', id: idOf(number), patch }) as ChangeOperation
const deleteTask = (number: number): ChangeOperation => ({ op: 'delete', entity: 'task', id: idOf(number) })

describe('creating', () => {
  it('fills in defaults and puts a task last among its siblings', () => {
    const set = applied(makeSet(tree), createTask(5), createTask(6, { parentId: parent.id }), createTask(7))
    expect(set.rows.task.get(idOf(5))).toMatchObject({ durationMinutes: 480, kind: 'task', position: 5 * 1_024 })
    expect(set.rows.task.get(idOf(7))?.position).toBe(6 * 1_024)
    expect(set.rows.task.get(idOf(6))).toMatchObject({ position: 3 * 1_024, path: `${parent.path}.${label(6)}` })
    expect(set.outcome).toMatchObject({ created: [idOf(5), idOf(6), idOf(7)], movesDates: true })
  })

  it('gives milestones no duration', () => {
    const set = applied(makeSet(), createTask(1, { kind: 'milestone' }))
    expect(set.rows.task.get(idOf(1))?.durationMinutes).toBe(0)
  })

  it('makes ids and notes them in the operations as applied', () => {
    const set = applied(makeSet(), { op: 'create', entity: 'task', values: { name: 'New' } })
    const [id] = set.outcome.created
    expect(set.outcome.operations).toEqual([{ op: 'create', entity: 'task', id, values: { name: 'New' } }])
  })

  it('refuses what does not fit, naming the place', () => {
    expect(refusal(makeSet(tree), createTask(5), createTask(1))[0]).toBe('operations/1/id')
    expect(refusal(makeSet(), createTask(1, { parentId: idOf(99) }))[0]).toBe('operations/0/values/parentId')
    expect(refusal(makeSet(), createTask(1, { calendarId: idOf(99) }))[0]).toBe('operations/0/values/calendarId')
    const undated = createTask(1, { constraintType: 'startNoEarlierThan' })
    expect(refusal(makeSet(), undated)[0]).toBe('operations/0/values/constraintAt')
  })

  it('refuses a second link of the same kind, a link to itself, and a second assignment', () => {
    const link = (type: string, to = 4) =>
      ({
        op: 'create',
        entity: 'link',
        values: { predecessorId: idOf(1), successorId: idOf(to), type },
      }) as ChangeOperation
    const linked = () => makeSet({ ...tree, link: [linkState(10, 1, 4)] })
    expect(refusal(linked(), link('FS'))).toEqual([
      'operations/0/values/successorId',
      '“Task 1” and “Task 4” have this link already.',
    ])
    expect(applied(linked(), link('SS')).outcome.mayClose).toBe(true)
    expect(refusal(linked(), link('FS', 1))[1]).toContain('linked to itself')
    const assign: ChangeOperation = {
      op: 'create',
      entity: 'assignment',
      values: { taskId: idOf(1), resourceId: idOf(20) },
    }
    expect(refusal(makeSet({ ...tree, resource: [resourceState(20)] }), assign, assign)[0]).toBe(
      'operations/1/values/resourceId',
    )
  })

  it('takes only people of the organisation', () => {
    const values = { name: 'Stranger', personId: idOf(77) }
    expect(refusal(makeSet(), { op: 'create', entity: 'resource', values })[0]).toBe('operations/0/values/personId')
  })
})

describe('moving', () => {
  it('takes the subtree along, and puts the task last', () => {
    const set = applied(makeSet(tree), patchTask(2, { parentId: other.id }))
    expect(set.rows.task.get(child.id)).toMatchObject({ path: `${other.path}.${label(2)}`, position: 1_024 })
    expect(set.rows.task.get(grandchild.id)?.path).toBe(`${other.path}.${label(2)}.${label(3)}`)
    expect([...set.touched.task.keys()]).toEqual([child.id])
    expect(set.outcome.mayClose).toBe(true)
    expect(applied(makeSet(tree), patchTask(2, { parentId: null })).outcome.mayClose).toBe(false)
  })

  it('refuses to go below itself', () => {
    expect(refusal(makeSet(tree), patchTask(1, { parentId: grandchild.id }))).toEqual([
      'operations/0/patch/parentId',
      '“Task 1” cannot go below “Task 3”, which is itself or below it.',
    ])
  })

  it('nests 100 levels deep at most', () => {
    const deep = Array.from({ length: 99 }, (_, index) =>
      createTask(100 + index, { parentId: index ? idOf(99 + index) : other.id }),
    )
    const [path, message] = refusal(makeSet(tree), ...deep, createTask(500, { parentId: idOf(198) }))
    expect(path).toBe('operations/99/values/parentId')
    expect(message).toContain('100 levels')
    expect(refusal(makeSet(tree), ...deep, patchTask(4, { parentId: child.id }))[0]).toBe(
      'operations/99/patch/parentId',
    )
  })
})

describe('changing', () => {
  it('touches only what differs', () => {
    const set = applied(makeSet(tree), patchTask(1, { name: 'Task 1', durationMinutes: 480 }))
    expect(set.touched.task.size).toBe(0)
    expect(set.outcome).toMatchObject({ movesDates: false })
    expect(inverseOf(set)).toEqual([])
  })

  it('knows what may move dates', () => {
    const moves = (...operations: ChangeOperation[]) => applied(makeSet(tree), ...operations).outcome.movesDates
    expect(moves(patchTask(1, { name: 'Renamed', notes: 'x', percentComplete: 50, position: 7 }))).toBe(false)
    expect(moves(patchTask(1, { durationMinutes: 60 }))).toBe(true)
    expect(moves({ op: 'update', entity: 'project', id: projectId, patch: { name: 'New' } })).toBe(false)
    expect(moves({ op: 'update', entity: 'project', id: projectId, patch: { startsAt: '2026-04-01T08:00' } })).toBe(
      true,
    )
    expect(moves({ op: 'update', entity: 'calendar', id: calendarId, patch: { exceptions: [] } })).toBe(false)
    expect(moves({ op: 'create', entity: 'resource', values: { name: 'Ann' } })).toBe(false)
  })

  it('refuses unknown rows', () => {
    expect(refusal(makeSet(tree), patchTask(1, { name: 'a' }), patchTask(99, { name: 'a' }))[0]).toBe('operations/1/id')
    expect(refusal(makeSet(tree), deleteTask(1), patchTask(2, { name: 'a' }))[0]).toBe('operations/1/id')
  })
})

describe('deleting', () => {
  const full = {
    ...tree,
    link: [linkState(10, 2, 4), linkState(11, 3, 4)],
    resource: [resourceState(20)],
    assignment: [assignmentState(30, 3, 20), assignmentState(31, 4, 20)],
  }

  it('takes subtasks, links and assignments along, and restores them by the inverse', () => {
    const set = applied(makeSet(full), deleteTask(1))
    expect(liveRows(set, 'task').map((task) => task.id)).toEqual([other.id])
    expect(liveRows(set, 'link')).toEqual([])
    expect(liveRows(set, 'assignment').map((assignment) => assignment.id)).toEqual([idOf(31)])
    expect(inverseOf(set).map((operation) => [operation.op, operation.entity, operation.id])).toEqual([
      ['restore', 'task', idOf(1)],
      ['restore', 'task', idOf(2)],
      ['restore', 'task', idOf(3)],
      ['restore', 'link', idOf(10)],
      ['restore', 'link', idOf(11)],
      ['restore', 'assignment', idOf(30)],
    ])
  })

  it('a resource takes its assignments along', () => {
    const set = applied(makeSet(full), { op: 'delete', entity: 'resource', id: idOf(20) })
    expect(liveRows(set, 'assignment')).toEqual([])
    expect(set.outcome.movesDates).toBe(true)
    const unused = { op: 'delete', entity: 'resource', id: idOf(21) } as const
    expect(applied(makeSet({ resource: [resourceState(21)] }), unused).outcome.movesDates).toBe(false)
  })

  it('keeps calendars that are in use, naming their users', () => {
    const calendar = { op: 'delete', entity: 'calendar', id: calendarId } as const
    expect(refusal(makeSet(), calendar)[1]).toContain('calendar of the project')
    const second = { op: 'create', entity: 'calendar', id: idOf(40), values: { name: 'Nights' } } as const
    const use = patchTask(1, { calendarId: idOf(40) })
    const [path, message] = refusal(makeSet(tree), second, use, { op: 'delete', entity: 'calendar', id: idOf(40) })
    expect([path, message]).toEqual(['operations/2/id', '“Nights” is the calendar of “Task 1”.'])
  })

  it('twice is once, and restoring what lives is nothing', () => {
    const set = applied(makeSet(tree), deleteTask(1), deleteTask(2), { op: 'restore', entity: 'task', id: other.id })
    expect(set.outcome.inverses.map((inverse) => inverse.length)).toEqual([3, 0, 0])
  })

  it('does not restore below what is gone', () => {
    expect(refusal(makeSet(tree), deleteTask(1), { op: 'restore', entity: 'task', id: child.id })[0]).toBe(
      'operations/1/parentId',
    )
  })
})

describe('conflicts', () => {
  const edited = { task: [taskState(1, { name: 'Theirs', fieldRevisions: { name: 7, notes: 3 } })] }
  const conflictsOf = (ifMatch: number | undefined, ...operations: ChangeOperation[]) =>
    applied(makeSet(edited, ifMatch), ...operations).outcome.conflicts

  it('are fields that a person set since, with both values', () => {
    expect(conflictsOf(6, patchTask(1, { name: 'Mine', notes: 'x', durationMinutes: 60 }))).toEqual([
      { entity: 'task', id: idOf(1), field: 'name', yours: 'Mine', theirs: 'Theirs', revision: 7 },
    ])
  })

  it('are none for equal values, seen revisions, or no If-Match', () => {
    expect(conflictsOf(6, patchTask(1, { name: 'Theirs' }))).toEqual([])
    expect(conflictsOf(7, patchTask(1, { name: 'Mine' }))).toEqual([])
    expect(conflictsOf(undefined, patchTask(1, { name: 'Mine' }))).toEqual([])
  })

  it('are told once, not against what the change set itself has set', () => {
    expect(conflictsOf(6, patchTask(1, { name: 'Mine' }), patchTask(1, { name: 'Mine too' }))).toHaveLength(1)
  })

  it('hold a delete back when anything was set since', () => {
    expect(conflictsOf(6, deleteTask(1))).toEqual([
      { entity: 'task', id: idOf(1), field: 'name', yours: null, theirs: 'Theirs', revision: 7 },
    ])
  })
})

it('leaves the rows it was given as they were', () => {
  const before = structuredClone(tree)
  const set = makeSet(tree)
  const plan = livePlan(set)
  applied(set, patchTask(2, { parentId: other.id }), deleteTask(4))
  expect(tree).toEqual(before)
  expect(livePlan(set)).not.toEqual(plan)
})

function label(number: number): string {
  return idOf(number).replaceAll('-', '')
}
