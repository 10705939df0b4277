import type { Plan, Task } from '@throughline/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beside, dayOf, itemsBetween, mondayOf, placeInWeek, textOfDay, weeksAround } from './weeks.ts'

const day = (text: string) => dayOf(text)
const task = (id: string, earlyStart: string, earlyFinish: string, rest: Partial<Task> = {}) =>
  ({ id, name: id, parentId: null, isCritical: false, earlyStart, earlyFinish, ...rest }) as Task
const planOf = (...tasks: Task[]) => ({ tasks }) as unknown as Plan
const all = { query: '', criticalOnly: false }

describe('weeks', () => {
  it('begin on Mondays and cover the month', () => {
    expect(weeksAround(day('2026-03-11'), 'month').map(textOfDay)).toEqual([
      ...['2026-02-23', '2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23', '2026-03-30'],
    ])
    expect(weeksAround(day('1969-12-31'), 'week').map(textOfDay)).toEqual(['1969-12-29'])
    expect(textOfDay(mondayOf(day('2026-03-01')))).toBe('2026-02-23')
  })

  it('lead to the next and the previous month, however long they are', () => {
    expect(textOfDay(beside(day('2026-01-31'), 'month', 1))).toBe('2026-02-01')
    expect(textOfDay(beside(day('2026-03-31'), 'month', -1))).toBe('2026-02-01')
    expect(textOfDay(beside(day('2026-03-31'), 'week', 1))).toBe('2026-04-07')
  })
})

describe('itemsBetween', () => {
  const plan = planOf(
    task('Phase', '2026-03-02T08:00', '2026-03-06T17:00'),
    task('Dig', '2026-03-02T08:00', '2026-03-03T17:00', { parentId: 'Phase' }),
    task('Pour', '2026-03-04T08:00', '2026-03-06T00:00', { parentId: 'Phase', isCritical: true }),
    task('Later', '2026-04-01T08:00', '2026-04-01T17:00'),
    { ...task('Unknown', '', ''), earlyStart: null, earlyFinish: null } as Task,
  )
  const found = (wanted = all) =>
    itemsBetween(plan, day('2026-03-01'), day('2026-04-01'), wanted).map(({ task: { name }, from, to }) => [
      ...[name, textOfDay(from), textOfDay(to)],
    ])

  it('takes the tasks of these days, none of the summaries, and ends work of midnight the day before', () => {
    expect(found()).toEqual([
      ['Dig', '2026-03-02', '2026-03-03'],
      ['Pour', '2026-03-04', '2026-03-05'],
    ])
  })

  it('takes what is asked for only', () => {
    expect(found({ query: ' DIG ', criticalOnly: false }).map(([name]) => name)).toEqual(['Dig'])
    expect(found({ query: '', criticalOnly: true }).map(([name]) => name)).toEqual(['Pour'])
  })
})

describe('placeInWeek', () => {
  it('lets no two tasks lie on one another, and cuts them at the ends of the week', () => {
    const monday = day('2026-03-02')
    const spans = fc.array(fc.tuple(fc.integer({ min: -10, max: 10 }), fc.integer({ min: 0, max: 9 })), {
      maxLength: 30,
    })
    fc.assert(
      fc.property(spans, (list) => {
        const items = list
          .map(([from, length]) => ({ task: task('a', '', ''), from: monday + from, to: monday + from + length }))
          .sort((one, other) => one.from - other.from)
        const placed = placeInWeek(items, monday)
        expect(placed).toHaveLength(items.filter(({ from, to }) => to >= monday && from <= monday + 6).length)
        for (const [at, one] of placed.entries()) {
          expect(one.start >= 0 && one.end <= 6 && one.start <= one.end).toBe(true)
          for (const other of placed.slice(at + 1)) {
            expect(one.lane === other.lane && one.start <= other.end && other.start <= one.end).toBe(false)
          }
        }
      }),
    )
  })
})
