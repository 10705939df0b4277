import { newCalendarFields, newTaskFields, standardWeek } from '@throughline/contract'
import { expect, it } from 'vitest'
import { withDefaults, withoutDefaults } from './row-defaults.ts'

it('leaves out what a new task has anyhow, and fills it in again', () => {
  const usual = { parentId: null, ...newTaskFields({ name: 'Dig' }) }
  expect(withoutDefaults('task', usual)).toEqual({ name: 'Dig' })
  expect(withDefaults('task', { name: 'Dig' })).toEqual(usual)
})

it('keeps the kind of what is no task and no work, and knows that a milestone takes no time', () => {
  expect(withoutDefaults('resource', { name: 'Sand', kind: 'material' })).toEqual({ name: 'Sand', kind: 'material' })
  expect(withoutDefaults('task', { name: 'Done', kind: 'milestone', durationMinutes: 0 })).toEqual({
    name: 'Done',
    kind: 'milestone',
  })
  const task = { name: 'Dig', durationMinutes: 0 }
  expect(withoutDefaults('task', task)).toEqual(task)
})

it('keeps the week of a calendar that has a base, even if it is the usual one', () => {
  const derived = { name: 'Night', baseId: 'base', week: standardWeek, workWeeks: [], exceptions: [] }
  const kept = withoutDefaults('calendar', derived)
  expect(kept).toEqual({ name: 'Night', baseId: 'base', week: standardWeek })
  expect(newCalendarFields({ name: 'Night', ...kept }).week).toEqual(standardWeek)
  expect(withoutDefaults('calendar', { ...derived, baseId: null })).toEqual({ name: 'Night' })
})
