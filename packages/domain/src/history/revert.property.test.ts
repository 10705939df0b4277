import { isDeepStrictEqual } from 'node:util'
import { type ChangeOperation, InvalidChangeError } from '@throughline/contract'
import { planEntities } from '@throughline/database'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyOperations } from '../changes/apply-operations.ts'
import {
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
} from '../changes/testing/plan.ts'
import { inverseOf, rowsOf, type WorkingSet } from '../changes/working-set.ts'
import { type ActPart, type Kept, planRevert } from './plan-revert.ts'

const first = taskState(1)
const second = childState(2, first)
const plan = {
  task: [first, second, childState(3, second), taskState(4), taskState(5)],
  link: [linkState(10, 3, 4), linkState(11, 4, 5)],
  calendar: [calendarState, { ...calendarState, id: idOf(21), name: 'Nights' }],
  resource: [resourceState(30), resourceState(31)],
  assignment: [assignmentState(40, 3, 30), assignmentState(41, 5, 31)],
  comment: [commentState(50, 3)],
  checklistItem: [checklistItemState(80, 3), checklistItemState(81, 5)],
}

const among = (...numbers: number[]) => fc.constantFrom(...numbers).map(idOf)
const fields = {
  name: fc.constantFrom('A', 'B'),
  parentId: fc.option(among(1, 2, 4, 6), { nil: null }),
  position: fc.constantFrom(100, 200),
  durationMinutes: fc.constantFrom(0, 60, 480),
  calendarId: fc.constantFrom(null, calendarId, idOf(21)),
}
const create = (entity: string, numbers: number[], values: fc.Arbitrary<unknown>) =>
  fc.record({ op: fc.constant('create'), entity: fc.constant(entity), id: among(...numbers), values })
const update = (entity: string, numbers: number[], patch: fc.Arbitrary<unknown>) =>
  fc.record({ op: fc.constant('update'), entity: fc.constant(entity), id: among(...numbers), patch })

const ends = { predecessorId: among(3, 4, 5, 6), successorId: among(3, 4, 5, 6) }
const operation = fc.oneof(
  create('task', [6, 7], fc.record(fields, { requiredKeys: ['name'] })),
  create('link', [12, 13], fc.record(ends)),
  create('assignment', [42], fc.record({ taskId: among(3, 4, 6), resourceId: among(30, 31, 32) })),
  create('comment', [51], fc.record({ taskId: among(3, 4, 6), body: fc.constant('New') })),
  update('comment', [50, 51], fc.record({ body: fc.constantFrom('One', `@[Ann](person:${person})`) })),
  create('checklistItem', [82], fc.record({ taskId: among(3, 4, 6), text: fc.constant('New') })),
  update('checklistItem', [80, 81, 82], fc.record({ isDone: fc.boolean() })),
  create('resource', [32], fc.record({ name: fc.constant('New') })),
  update('task', [1, 2, 3, 4, 5, 6, 7], fc.record(fields, { requiredKeys: [] })),
  update('link', [10, 11, 12], fc.record({ lagMinutes: fc.constantFrom(0, 60) })),
  update('calendar', [21], fc.record({ name: fc.constantFrom('Nights', 'Days') })),
  fc.record({
    op: fc.constant('update'),
    entity: fc.constant('project'),
    id: fc.constant(projectId),
    patch: fc.record({ name: fc.constantFrom('Plan', 'Q'), calendarId: fc.constantFrom(calendarId, idOf(21)) }),
  }),
  ...Object.entries({
    task: [1, 2, 3, 4, 5, 6],
    link: [10, 11, 12],
    resource: [31, 32],
    calendar: [21],
    comment: [50, 51],
    checklistItem: [80, 81, 82],
  }).map(([entity, numbers]) =>
    fc.record({ op: fc.constantFrom('delete', 'restore'), entity: fc.constant(entity), id: among(...numbers) }),
  ),
) as unknown as fc.Arbitrary<ChangeOperation>

/** A change as one person makes it: what is refused is left out. */
const act = fc.array(operation, { minLength: 1, maxLength: 4 })

interface Step {
  set: WorkingSet
  part: ActPart
}

/** Keeps what a change set stores: rows with the revisions of the fields that it set, operations and inverse. */
function commit(set: WorkingSet, revision: number): Step {
  for (const entity of planEntities)
    for (const [id, { isNew, fields: set_ }] of set.touched[entity]) {
      const row = rowsOf(set, entity).get(id)
      if (!row || isNew) continue
      const revisions = Object.fromEntries([...set_].map((field) => [field, revision]))
      rowsOf(set, entity).set(id, { ...row, fieldRevisions: { ...row.fieldRevisions, ...revisions } })
    }
  const ofProject = Object.fromEntries(
    [...(set.touched.project.get(projectId)?.fields ?? [])].map((f) => [f, revision]),
  )
  set.project = { ...set.project, fieldRevisions: { ...set.project.fieldRevisions, ...ofProject } }
  return { set, part: { revision, operations: set.outcome.operations, inverse: inverseOf(set) } }
}

const following = (set: WorkingSet) => makeSet(rowsIn(set), undefined, set.project)

function change(set: WorkingSet, operations: readonly ChangeOperation[], revision: number): Step {
  const accepted: ChangeOperation[] = []
  for (const next of operations) {
    try {
      applyOperations(following(set), [...accepted, next])
      accepted.push(next)
    } catch (error) {
      if (!(error instanceof InvalidChangeError)) throw error
    }
  }
  const changed = following(set)
  applyOperations(changed, accepted)
  return commit(changed, revision)
}

/** Plans on one copy and applies the operations to another, as the service does. */
function take(set: WorkingSet, parts: readonly ActPart[], revision: number): Step & { kept: Kept[] } {
  const { operations, kept } = planRevert(following(set), parts)
  const changed = following(set)
  applyOperations(changed, operations)
  return { ...commit(changed, revision), kept }
}

/** Values of all live rows, by `entity/id/field`; path and the revisions of fields are no values. */
function valuesOf(set: WorkingSet): Map<string, unknown> {
  const values = new Map<string, unknown>()
  const add = (entity: string, id: string, row: object) => {
    for (const [field, value] of Object.entries(row))
      if (!['path', 'fieldRevisions', 'isDeleted'].includes(field)) values.set(`${entity}/${id}/${field}`, value)
  }
  for (const entity of planEntities)
    for (const row of rowsOf(set, entity).values()) if (!row.isDeleted) add(entity, row.id, row)
  add('project', projectId, set.project)
  return values
}

const differences = (one: WorkingSet, other: WorkingSet): string[] => {
  const [before, after] = [valuesOf(one), valuesOf(other)]
  const keys = new Set([...before.keys(), ...after.keys()])
  return [...keys].filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)))
}

const values = (set: WorkingSet) => Object.fromEntries(valuesOf(set))
const runs = { numRuns: 400 }

it('taking back the last act gives the plan before it, and doing it again the plan after it', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 5 }), (acts) => {
      let before = makeSet(plan)
      let last = commit(before, 1)
      acts.forEach((operations, index) => {
        before = last.set
        last = change(before, operations, index + 2)
      })
      const undone = take(last.set, [last.part], 50)
      expect(undone.kept).toEqual([])
      expect(values(undone.set)).toEqual(values(before))
      const redone = take(undone.set, [undone.part], 51)
      expect(redone.kept).toEqual([])
      expect(values(redone.set)).toEqual(values(last.set))
    }),
    runs,
  )
})

it('what others did since is not lost, whatever is taken back, and in whatever order', () => {
  fc.assert(
    fc.property(
      fc.array(act, { minLength: 2, maxLength: 5 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      (acts, order) => {
        let set = makeSet(plan)
        const parts = acts.map((operations, index) => {
          const step = change(set, operations, index + 1)
          set = step.set
          return step.part
        })
        const standing = [...parts]
        order.forEach((pick, index) => {
          const [part] = standing.splice(pick % Math.max(1, standing.length), 1)
          if (!part) return
          const taken = take(set, [part], 50 + index)
          const own = ownKeys(part)
          for (const key of differences(set, taken.set)) expect(own(key)).toBe(true)
          set = taken.set
        })
      },
    ),
    runs,
  )
})

it('what another changed since stays, what nobody touched comes back, and the rest is told', () => {
  fc.assert(
    fc.property(act, act, (mine, theirs) => {
      const before = makeSet(plan)
      const acted = change(before, mine, 1)
      const later = change(acted.set, theirs, 2)
      const undone = take(later.set, [acted.part], 3)
      const theirChanges = differences(acted.set, later.set)
      const broughtBack = new Set(later.part.operations.filter(({ op }) => op === 'restore').map(({ id }) => id))
      for (const key of theirChanges.filter((changed) => !broughtBack.has(changed.split('/')[1])))
        expect([key, valuesOf(undone.set).get(key)]).toEqual([key, valuesOf(later.set).get(key)])
      const touched = new Set(theirChanges.map(rowOf))
      const kept = new Set(undone.kept.map(({ entity, id }) => `${entity}/${id}`))
      const [was, is] = [valuesOf(before), valuesOf(undone.set)]
      for (const key of differences(before, acted.set)) {
        if (touched.has(rowOf(key)) || kept.has(rowOf(key))) continue
        expect([key, is.get(key)]).toEqual([key, was.get(key)])
      }
    }),
    runs,
  )
})

it('several parts are taken back as one', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 2, maxLength: 4 }), (acts) => {
      let set = makeSet(plan)
      const parts = acts.map((operations, index) => {
        const step = change(set, operations, index + 1)
        set = step.set
        return step.part
      })
      const undone = take(set, parts.toReversed(), 50)
      expect(undone.kept).toEqual([])
      expect(livePlan(undone.set).task.map(({ id }) => id)).toEqual(livePlan(makeSet(plan)).task.map(({ id }) => id))
      expect(values(undone.set)).toEqual(values(makeSet(plan)))
    }),
    runs,
  )
})

const rowOf = (key: string): string => key.split('/').slice(0, 2).join('/')

/** Whether a value is one that taking this act back may change: a field that it set, or a row that it made or took. */
function ownKeys(part: ActPart): (key: string) => boolean {
  const rows = new Set<string>()
  const cells = new Set<string>()
  for (const inverse of part.inverse) {
    const row = `${inverse.entity}/${inverse.id}`
    if (inverse.op !== 'update') rows.add(row)
    else for (const field of Object.keys(inverse.patch)) cells.add(`${row}/${field}`)
  }
  return (key) => rows.has(rowOf(key)) || cells.has(key)
}
