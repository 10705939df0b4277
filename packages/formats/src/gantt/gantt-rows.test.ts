import { minuteOf } from '@throughline/engine'
import { describe, expect, it } from 'vitest'
import { datedTask, linkBetween, planWith, workOf } from '../../test-support/gantt-plan.ts'
import { PLAIN_TASK } from '../plain-document.ts'
import { GANTT_DEFAULTS } from './gantt-options.ts'
import { rowsOf } from './gantt-rows.ts'

const same = (text: string) => text
const summary = datedTask('s', '2026-03-02T08:00', '2026-03-11T17:00', { name: 'Deck' })
const survey = datedTask('a', '2026-03-02T08:00', '2026-03-04T17:00', { parentKey: 's', durationMinutes: 1440 })
const build = datedTask('b', '2026-03-05T08:00', '2026-03-11T17:00', {
  ...{ parentKey: 's', durationMinutes: 2400, durationUnit: 'weeks', isEstimated: true, percentComplete: 40 },
  deadline: '2026-03-10T17:00',
})
const done = datedTask('m', '2026-03-11T17:00', '2026-03-11T17:00', { kind: 'milestone', durationMinutes: 0 })
const plan = planWith([summary, survey, build, done], {
  ...workOf('Ada', ['a', 'b']),
  links: [linkBetween('a', 'b'), linkBetween('b', 'm'), linkBetween('a', 'gone')],
})

describe('the rows of a chart', () => {
  const { rows, links } = rowsOf(plan, GANTT_DEFAULTS, same)

  it('are numbered by the outline and say kind, duration and dates', () => {
    expect(
      rows.map(({ number, level, kind, duration, start, finish }) => [number, level, kind, duration, start, finish]),
    ).toEqual([
      ['1', 0, 'summary', '8 d', '2 Mar 2026', '11 Mar 2026'],
      ['1.1', 1, 'task', '3 d', '2 Mar 2026', '4 Mar 2026'],
      ['1.2', 1, 'task', '1 wk?', '5 Mar 2026', '11 Mar 2026'],
      ['2', 0, 'milestone', '0 d', '11 Mar 2026', '11 Mar 2026'],
    ])
  })

  it('have beside them who works, or the date of a milestone', () => {
    expect(rows.map(({ label }) => label)).toEqual(['', 'Ada', 'Ada', '11 Mar 2026'])
  })

  it('say all in words', () => {
    expect(rows[2]?.title).toBe(
      'Task b: 5 Mar 2026 08:00 – 11 Mar 2026 17:00, 1 wk?, 40 % done, due 10 Mar 2026 17:00, Ada',
    )
    expect(rows[3]?.title).toBe('Task m: 11 Mar 2026 17:00')
  })

  it('are linked by their numbers', () => {
    expect(links.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [2, 3],
    ])
    expect(rowsOf(plan, { ...GANTT_DEFAULTS, showsLinks: false }, same).links).toEqual([])
  })

  it('bear a code of their own instead of the outline number', () => {
    expect(rowsOf(planWith([{ ...survey, parentKey: null, wbs: 'A.7' }]), GANTT_DEFAULTS, same).rows[0]?.number).toBe(
      'A.7',
    )
  })
})

it('is critical what the plan says, or what has no more slack than the project asks', () => {
  const withSlack = (isCritical: boolean | null, totalSlackMinutes: number | null) => {
    const stored = survey.stored && { ...survey.stored, isCritical, totalSlackMinutes }
    const document = planWith([{ ...survey, parentKey: null, stored }], { options: { criticalFloatMinutes: 480 } })
    return rowsOf(document, GANTT_DEFAULTS, same).rows[0]?.isCritical
  }
  expect([withSlack(true, 999), withSlack(false, 0), withSlack(null, 480), withSlack(null, 481)]).toEqual([
    true,
    false,
    true,
    false,
  ])
})

it('shows of some days what touches them, and what that stands under', () => {
  const numbers = (from: string | null, to: string | null) =>
    rowsOf(plan, { ...GANTT_DEFAULTS, from, to }, same).rows.map(({ name }) => name)
  expect(numbers('2026-03-02', '2026-03-03')).toEqual(['Deck', 'Task a'])
  expect(numbers('2026-03-05', null)).toEqual(['Deck', 'Task b', 'Task m'])
  expect(numbers(null, '2026-03-01')).toEqual([])
})

it('shows the baseline that is asked for', () => {
  const dates = { durationMinutes: 480, workMinutes: 0, costMinor: 0 }
  const baselines = [
    { number: 0, start: '2026-03-02T08:00', finish: '2026-03-02T17:00', ...dates },
    { number: 3, start: '2026-03-03T08:00', finish: '2026-03-03T17:00', ...dates },
  ]
  const shown = rowsOf(planWith([{ ...survey, parentKey: null, baselines }]), { ...GANTT_DEFAULTS, baseline: 3 }, same)
  expect(shown.rows[0]?.baseline?.start).toBe(minuteOf('2026-03-03T08:00'))
})

it('has a row without a bar for a task without dates', () => {
  const [row] = rowsOf(planWith([{ ...PLAIN_TASK, key: 'x', name: 'Later', line: 1 }]), GANTT_DEFAULTS, same).rows
  expect(row).toMatchObject({ span: null, start: '', finish: '', title: 'Later: no dates yet, 1 d' })
})
