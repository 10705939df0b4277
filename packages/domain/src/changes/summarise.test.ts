import { type ChangeOperation, entitySchemas } from '@throughline/contract'
import { expect, it } from 'vitest'
import { summarise, wordsOfFields } from './summarise.ts'
import {
  applied,
  assignmentState,
  idOf,
  linkState,
  makeSet,
  projectId,
  resourceState,
  taskState,
} from './testing/plan.ts'

const plan = {
  task: [taskState(1, { name: 'Wiring' }), taskState(2, { name: 'Paint' })],
  link: [linkState(10, 1, 2)],
  resource: [{ ...resourceState(20), name: 'Ann' }],
  assignment: [assignmentState(30, 1, 20)],
}
const summaryOf = (...operations: ChangeOperation[]) => summarise(applied(makeSet(plan), ...operations))
const patch = (number: number, fields: object) =>
  ({ op: 'update', entity: 'task', id: idOf(number), patch: fields }) as ChangeOperation

it('says what one operation did', () => {
  expect(summaryOf(patch(1, { durationMinutes: 60 }))).toBe('Changed duration of “Wiring”')
  expect(summaryOf(patch(1, { name: 'Cables' }))).toBe('Changed name of “Cables”')
  expect(summaryOf(patch(1, { constraintType: 'startNoEarlierThan', constraintAt: '2026-03-02T08:00' }))).toBe(
    'Changed constraint and constraint date of “Wiring”',
  )
  expect(summaryOf(patch(1, { parentId: idOf(2), position: 1 }))).toBe('Changed place of “Wiring”')
  expect(summaryOf({ op: 'create', entity: 'task', values: { name: 'Roof' } })).toBe('Added “Roof”')
  expect(summaryOf({ op: 'delete', entity: 'link', id: idOf(10) })).toBe('Deleted the link from “Wiring” to “Paint”')
  expect(summaryOf({ op: 'delete', entity: 'assignment', id: idOf(30) })).toBe(
    'Deleted the assignment of “Ann” to “Wiring”',
  )
  expect(summaryOf({ op: 'update', entity: 'project', id: projectId, patch: { startsAt: '2026-03-02T08:00' } })).toBe(
    'Changed start of the project',
  )
})

it('has words for every field that is not called what it is', () => {
  const fields = Object.values(entitySchemas).flatMap(({ patch: { shape } }) => Object.keys(shape))
  for (const field of fields) expect(wordsOfFields({ [field]: 'other' })).not.toMatch(/[a-z][A-Z]/)
  expect(summaryOf(patch(1, { actualStart: '2026-03-02T08:00', actualMinutes: 60 }))).toBe(
    'Changed actual start and part that is done of “Wiring”',
  )
})

it('counts what many did, a row that changed twice once', () => {
  const create = { op: 'create', entity: 'task', values: { name: 'New' } } as const
  expect(
    summaryOf(create, create, patch(1, { notes: 'a' }), patch(1, { notes: 'b' }), {
      op: 'delete',
      entity: 'link',
      id: idOf(10),
    }),
  ).toBe('Added 2 tasks, changed 1 task, deleted 1 link')
})

it('keeps long names short', () => {
  expect(summaryOf(patch(1, { name: 'x'.repeat(500) })).length).toBeLessThan(110)
})
