import type { Link, Task } from '@throughline/contract'
import { expect, test } from 'vitest'
import { chooseEdit } from './choose-edit.ts'

const task = (id: string, fields: Partial<Task> = {}) =>
  ({ id, name: id, kind: 'task', isSummary: false, isCritical: false, durationMinutes: 480, ...fields }) as Task
const link = (predecessorId: string, successorId: string, type: Link['type'] = 'FS') =>
  ({ predecessorId, successorId, type }) as Link

test('prefers a critical task whose finish drives others', () => {
  const tasks = [task('a'), task('b'), task('c', { isCritical: true }), task('d', { isCritical: true })]
  const links = [link('b', 'a'), link('c', 'a'), link('d', 'a', 'SS')]
  expect(chooseEdit({ tasks, links })).toEqual({
    taskId: 'c',
    name: 'c',
    formerMinutes: 480,
    durationMinutes: 1440,
    successorCount: 1,
  })
})

test('passes over summaries and milestones, and answers null when there is nothing else', () => {
  const fixed = [task('a', { isSummary: true }), task('b', { kind: 'milestone' })]
  expect(chooseEdit({ tasks: fixed, links: [link('b', 'a')] })).toBeNull()
  expect(chooseEdit({ tasks: [...fixed, task('c')], links: [] })?.taskId).toBe('c')
})
