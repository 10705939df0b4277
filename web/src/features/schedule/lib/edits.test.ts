import {
  newLinkFields,
  newProjectFields,
  newTaskFields,
  type Plan,
  type Task,
  type TaskValues,
} from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { type EditOutcome, editCell, editText } from './edits.ts'
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
})
