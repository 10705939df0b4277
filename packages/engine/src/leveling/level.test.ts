import { describe, expect, it } from 'vitest'
import { at, DAY, plan as planOf, task, text } from '../../test-support/worked-example.ts'
import type { Plan, PlanAssignment, PlanResource } from '../plan/types.ts'
import { schedule } from '../schedule/schedule.ts'
import { level } from './level.ts'
import { overallocations } from './overallocations.ts'

const ANNA: PlanResource = { id: 'anna', kind: 'work' }

/** "A anna 0.5" */
function assigned(...lines: string[]): PlanAssignment[] {
  return lines.map((line) => {
    const [taskId = '', resourceId = '', units = '1'] = line.split(' ')
    return { taskId, resourceId, units: Number(units) }
  })
}

/** Starts on Monday the 2nd at 08:00. */
function staffed(base: Plan, lines: readonly string[], resources: readonly PlanResource[] = [ANNA]): Plan {
  return { ...base, resources, assignments: assigned(...lines) }
}

const datesOf = (plans: Plan | readonly Plan[], options = {}): string[] =>
  level(plans, options).tasks.map(({ id, start, finish }) => `${id} ${text(start)} - ${text(finish)}`)

describe('level', () => {
  it('lets tasks wait for the same person, those with less float first', () => {
    const plan = staffed(planOf([task('A', 2), task('B', 2), task('C', 3)], ['B FS C']), ['A anna', 'B anna'])
    expect(datesOf(plan)).toEqual(['A 4 08:00 - 5 17:00', 'B 2 08:00 - 3 17:00', 'C 4 08:00 - 6 17:00'])
    const result = level(plan)
    expect(result.tasks.map(({ levelingDelayMinutes }) => levelingDelayMinutes)).toEqual([2 * 1440, 0, 0])
    expect(result.finishAfter).toEqual(result.finishBefore)
  })

  it('waits over a weekend in elapsed time (rule 30)', () => {
    const plan = staffed(planOf([task('A', 5), task('B', 1)]), ['A anna', 'B anna'])
    const [a, b] = level(plan).tasks
    expect([a?.levelingDelayMinutes, b?.levelingDelayMinutes]).toEqual([0, 7 * 1440])
    expect(text(b?.start ?? 0)).toBe('9 08:00')
  })

  it('lets half a person work twice at once, and no third time', () => {
    const plan = staffed(planOf([task('A', 1), task('B', 1), task('C', 1)]), ['A anna 0.5', 'B anna 0.5', 'C anna 0.5'])
    expect(datesOf(plan)).toEqual(['A 2 08:00 - 2 17:00', 'B 2 08:00 - 2 17:00', 'C 3 08:00 - 3 17:00'])
  })

  it('never delays a task of priority 1000 (rule 30)', () => {
    const tasks = [task('A', 2), task('B', 2, { priority: 1000 }), task('C', 3)]
    const plan = staffed(planOf(tasks, ['A FS C']), ['A anna', 'B anna'])
    expect(datesOf(plan)).toEqual(['A 4 08:00 - 5 17:00', 'B 2 08:00 - 3 17:00', 'C 6 08:00 - 10 17:00'])
  })

  it('works around what is placed by hand or begun', () => {
    const manual = { start: at('3 08:00'), finish: at('3 17:00') }
    const progress = { actualStart: at('5 08:00'), actualFinish: null, doneMinutes: 0 }
    const tasks = [task('A', 1, { manual }), task('B', 1, { progress }), task('C', 2)]
    const plan = staffed(planOf(tasks), ['A anna', 'B anna', 'C anna'])
    expect(datesOf(plan)).toEqual(['A 3 08:00 - 3 17:00', 'B 5 08:00 - 5 17:00', 'C 6 08:00 - 9 17:00'])
  })

  it('uses people when they are there', () => {
    const availability = [{ from: null, to: at('5 00:00'), units: 0 }]
    const plan = staffed(planOf([task('A', 1)]), ['A anna'], [{ ...ANNA, availability }])
    expect(datesOf(plan)).toEqual(['A 5 08:00 - 5 17:00'])
  })

  it('stays within float when told to, and says what is left', () => {
    const plan = staffed(planOf([task('A', 2), task('B', 2), task('C', 3)]), ['A anna', 'B anna', 'C anna'])
    const result = level(plan, { withinFloat: true })
    expect(result.finishAfter).toEqual([at('4 17:00')])
    expect(result.unresolved.length).toBeGreaterThan(0)
    expect(level(plan).unresolved).toEqual([])
    expect(level(plan).finishAfter).toEqual([at('10 17:00')])
  })

  it('names a demand that nobody can meet', () => {
    const plan = staffed(planOf([task('A', 1), task('B', 1)]), ['A anna 2', 'B anna'])
    const result = level(plan)
    expect(result.unresolved).toEqual([
      { resourceId: 'anna', from: at('2 08:00'), to: at('2 12:00'), units: 1, taskIds: ['A'] },
      { resourceId: 'anna', from: at('2 13:00'), to: at('2 17:00'), units: 1, taskIds: ['A'] },
    ])
    expect(text(result.tasks[1]?.start ?? 0)).toBe('3 08:00')
  })

  it('shares people among projects', () => {
    const one = staffed(planOf([task('A', 2)]), ['A anna'])
    const two = staffed(planOf([task('A', 1), task('B', 3)], ['A FS B']), ['A anna'])
    const result = level([one, two])
    expect(result.tasks.map(({ plan, id, start }) => `${plan} ${id} ${text(start)}`)).toEqual([
      '0 A 2 08:00',
      '1 A 4 08:00',
      '1 B 5 08:00',
    ])
    const better = level([one, two], { schedules: 50 })
    const finishes = better.finishAfter.map(text)
    expect(finishes).toEqual(['4 17:00', '5 17:00'])
  })

  it('improves on one pass, within its budget', () => {
    const tasks = [task('A', 2), task('B', 3), task('C', 4), task('D', 1), task('E', 5), task('F', 3)]
    const plan = staffed(planOf(tasks, ['A FS E', 'C FS F']), [
      'A anna',
      'B anna',
      'C anna 0.5',
      'D anna 0.5',
      'E anna 0.5',
      'F anna',
    ])
    const one = level(plan)
    const many = level(plan, { schedules: 80, seed: 2 })
    expect(one.schedules).toBe(1)
    expect(many.schedules).toBeLessThanOrEqual(80)
    expect(many.finishAfter[0]).toBeLessThanOrEqual(one.finishAfter[0] ?? 0)
    expect(level(plan, { schedules: 80, seed: 2 })).toEqual(many)
    let asked = 0
    const stopped = level(plan, { schedules: 1e9, shouldStop: () => ++asked === 30 })
    expect(stopped.schedules).toBeGreaterThan(10)
    expect(stopped.schedules).toBeLessThanOrEqual(30)
    expect(stopped.unresolved).toEqual([])
  })

  it('forgets delays of before', () => {
    const plan = staffed(planOf([task('A', 1, { levelingDelayMinutes: 10 * 1440 })]), ['A anna'])
    expect(datesOf(plan)).toEqual(['A 2 08:00 - 2 17:00'])
    expect(level(plan).finishBefore).toEqual([at('12 17:00')])
  })

  it('does nothing to a plan without assignments, or without tasks', () => {
    expect(level(planOf([])).tasks).toEqual([])
    expect(level(planOf([task('A', 1)]), { schedules: 9 }).tasks[0]?.levelingDelayMinutes).toBe(0)
  })
})

describe('overallocations', () => {
  it('counts only work that overlaps, within days and interruptions', () => {
    const split = task('A', 2, { splits: [{ afterMinutes: DAY, gapMinutes: DAY }] })
    const plan = staffed(planOf([split, task('B', 1), task('C', 2)], ['C FS B']), ['A anna', 'C anna 0.5'])
    const [first, ...others] = overallocations(plan, schedule(plan))
    expect(first).toEqual({
      resourceId: 'anna',
      from: at('2 08:00'),
      to: at('2 12:00'),
      units: 0.5,
      taskIds: ['A', 'C'],
    })
    expect(others.map(({ from, to }) => `${text(from)} - ${text(to)}`)).toEqual(['2 13:00 - 2 17:00'])
  })
})
