import {
  newLinkFields,
  newProjectFields,
  newTaskFields,
  type Plan,
  type Task,
  type TaskValues,
} from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { addTask, type EditOutcome, editCell, editText, resize } from './edits.ts'
import { outlineOf } from './outline.ts'
import { indexPlan } from './plan-index.ts'

const taskOf = (id: string, position: number, values: Partial<TaskValues>) =>
  ({ id, ...newTaskFields({ name: id, ...values }), parentId: null, position }) as Task

/** Seven hours a day. */
const project = newProjectFields({ name: 'Plan', minutesPerDay: 420, minutesPerWeek: 2_100, daysPerMonth: 20 })
const task = taskOf('Dig', 1, { durationMinutes: 2_100 })
const next = taskOf('Pour', 2, {})
const plan = {
  project: { ...project, startsAt: '2026-03-02T08:00' },
  tasks: [task, next],
  links: [{ id: 'l', ...newLinkFields({ predecessorId: 'Dig', successorId: 'Pour', lagMinutes: 420 }) }],
  calendars: [],
  resources: [],
  assignments: [],
  comments: [],
  checklistItems: [],
} as unknown as Plan
const index = indexPlan(plan, outlineOf(plan.tasks))

const operationOf = (outcome: EditOutcome) =>
  (outcome as { operations: { patch?: object; values?: object }[] }).operations[0]
const typed = (text: string, fields: Partial<Task> = {}) => editCell(index, { ...task, ...fields }, 'duration', text)
const patchOf = (outcome: EditOutcome) => operationOf(outcome)?.patch

describe('a plan of seven hours a day', () => {
  it('shows its days, and reads them', () => {
    expect(editText(index, task, 'duration')).toBe('5d')
    expect(patchOf(typed('1d'))).toEqual({ durationMinutes: 420 })
    expect(editText(index, next, 'predecessors')).toBe('1FS+1d')
    expect(patchOf(editCell(index, next, 'predecessors', '1FS+2d'))).toMatchObject({ lagMinutes: 840 })
  })

  it('begins a task with one of its days', () => {
    expect(operationOf(addTask(index, null).edit)?.values).toMatchObject({ durationMinutes: 420 })
  })
})

describe('a duration that is typed', () => {
  it.each([
    ['2w', { durationMinutes: 4_200, durationUnit: 'weeks' }],
    ['16h', { durationMinutes: 960, durationUnit: 'hours' }],
    ['1mo', { durationMinutes: 8_400, durationUnit: 'months' }],
    ['1w', { durationMinutes: 2_100, durationUnit: 'weeks' }],
    ['1w 1d', { durationMinutes: 2_520 }],
    ['3', { durationMinutes: 1_260 }],
    ['2ed', { durationMinutes: 2_880, isElapsed: true }],
    ['0w', { durationMinutes: 0, kind: 'milestone' }],
  ])('%s sets %o', (text, patch) => {
    expect(patchOf(typed(text))).toEqual(patch)
  })

  it('in another unit is shown in that', () => {
    expect(typed('1w')).toMatchObject({ summary: 'Set the duration of “Dig” to 1w' })
    expect(patchOf(typed('3', { durationUnit: 'weeks' }))).toEqual({ durationMinutes: 1_260, durationUnit: 'days' })
  })

  it('that says the same changes nothing', () => {
    expect([typed('5d'), typed('5'), typed('1w', { durationUnit: 'weeks' })]).toEqual([null, null, null])
    expect(typed('0w', { kind: 'milestone', durationMinutes: 0 })).toBeNull()
  })

  it.each([
    ['soon', /not a duration/],
    ['1d', /More than 1d of “Dig” is done/],
  ])('%s can be refused', (text, why) => {
    expect(typed(text, { actualMinutes: 840 })).toMatch(why)
  })
})

it('a bar that is dragged keeps its unit', () => {
  const dragged = resize({ ...task, durationUnit: 'weeks' }, { durationMinutes: 4_200 }, project)
  expect(dragged).toMatchObject({ summary: 'Set the duration of “Dig” to 2w' })
  expect(patchOf(dragged)).toEqual({ durationMinutes: 4_200 })
})
