import { expect, it } from 'vitest'
import { usualLengths } from '../../../lib/day-lengths.ts'
import { byTask, countByRule, dateText } from './date-report.ts'

const difference = (taskId: string, field: string, rule: string) => ({
  taskId,
  name: `Task ${taskId}`,
  field,
  stored: 1,
  computed: 2,
  rule,
})

it('groups what differs by task, and counts it by rule', () => {
  const all = [difference('b', 'start', 'lag'), difference('a', 'start', 'lag'), difference('b', 'finish', 'calendar')]
  expect(byTask(all).map(({ name, differences }) => [name, differences.map(({ field }) => field)])).toEqual([
    ['Task b', ['start', 'finish']],
    ['Task a', ['start']],
  ])
  expect(countByRule(all)).toEqual([
    ['lag', 2],
    ['calendar', 1],
  ])
  const following = ['“Dig”', '“Pour”', '8448efb0-7208-574b-bf9c-8ab365969d2c']
  expect(countByRule(following.map((name) => difference('a', 'start', `follows task ${name}`)))).toEqual([
    ['follows task', 3],
  ])
})

it('shows slack as working time', () => {
  expect(dateText('total_slack', 960, usualLengths)).toBe('2d')
  expect(dateText('total_slack', 840, { ...usualLengths, minutesPerDay: 420 })).toBe('2d')
  expect(dateText('start', '2026-03-02T08:00', usualLengths)).toBe('Mon 2 Mar 2026, 08:00')
  expect(dateText('critical', true, usualLengths)).toBe('yes')
})
