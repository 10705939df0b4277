import { describe, expect, it } from 'vitest'
import {
  at,
  constraint,
  criticalTasks,
  DAY,
  freeFloats,
  lateDates,
  plan,
  scheduled,
  task,
  totalFloats,
} from '../../../test-support/worked-example.ts'

const DONE = { progress: { actualStart: at('2 08:00'), actualFinish: at('2 17:00'), doneMinutes: DAY } }

describe('rule 18: total float is the smaller of start and finish float', () => {
  it('in working time of the task', () => {
    const shorter = plan([task('A', 2), task('B', 1), task('long', 8)], ['A FS B'])
    expect(scheduled(shorter, 'A')).toMatchObject({ startFloat: 5 * DAY, finishFloat: 5 * DAY, totalFloat: 5 * DAY })
    // Three mornings of 240 minutes each are left after the first two.
    const mornings = plan([task('A', 1, { calendarId: 'mornings' }), task('long', 5)])
    expect(scheduled(mornings, 'A').totalFloat).toBe(3 * 240)
  })

  it('or the one that an option names', () => {
    // The finish may wait for B; the start must not, for C.
    const tasks = [task('A', 2), task('B', 1), task('C', 5)]
    const links = ['A FS B', 'A SS C']
    const float = (options: object) => scheduled(plan(tasks, links, { options }), 'A').totalFloat
    expect(float({ totalFloatBy: 'start' })).toBe(0)
    expect(float({ totalFloatBy: 'smallest' })).toBe(0)
  })

  it('of the finish once started', () => {
    const progress = { actualStart: at('2 08:00'), actualFinish: null, doneMinutes: DAY }
    const started = plan([task('A', 2, { progress }), task('long', 5)])
    expect(scheduled(started, 'A')).toMatchObject({ startFloat: 0, finishFloat: 3 * DAY, totalFloat: 3 * DAY })
  })

  it('below zero when the plan cannot hold', () => {
    const tight = plan([task('A', 2), task('B', 2, { deadline: at('3 17:00') })], ['A FS B'])
    expect(totalFloats(tight)).toEqual({ A: -2, B: -2 })
  })
})

describe('rule 19: free float is the least gap to what follows', () => {
  it('and total float at an open end', () => {
    const tasks = [task('A', 1), task('B', 3), task('C', 1), task('long', 6)]
    expect(freeFloats(plan(tasks, ['A FS C', 'B FS C']))).toEqual({ A: 2, B: 0, C: 2, long: 0 })
  })

  it('by the type of the link, with the lag taken off', () => {
    const tasks = [task('A', 1), task('B', 3), task('wait', 4)]
    // B starts on the 6th: A ends four days before, and has to end one or two before.
    expect(freeFloats(plan(tasks, ['A FS B', 'wait FS B'])).A).toBe(3)
    expect(freeFloats(plan(tasks, ['A FS+2d B', 'wait FS B'])).A).toBe(1)
    // B starts four days after A does, and ends on the 10th, six days after A.
    expect(freeFloats(plan(tasks, ['A SS+1d B', 'wait FS B'])).A).toBe(3)
    expect(freeFloats(plan(tasks, ['A FF B', 'wait FS B'])).A).toBe(6)
    expect(freeFloats(plan(tasks, ['A SF+1d B', 'wait FS B'])).A).toBe(6)
  })

  it('never below zero', () => {
    const tasks = [task('A', 3), task('B', 2, constraint('mustStartOn', '3 08:00'))]
    expect(freeFloats(plan(tasks, ['A FS B'])).A).toBe(0)
  })

  it('which does not look at complete tasks, and is zero for them', () => {
    const tasks = [task('A', 1), task('B', 1, DONE), task('long', 5)]
    expect(freeFloats(plan(tasks, ['A FS B']))).toMatchObject({ A: 4, B: 0 })
  })
})

describe('rule 20: critical is what has no more total float than the limit', () => {
  const tasks = [task('A', 3), task('B', 2), task('C', 4), task('D', 1)]
  const links = ['A FS B']

  it('of zero by default', () => {
    expect(criticalTasks(plan(tasks, links))).toEqual(['A', 'B'])
  })

  it('or of an option', () => {
    expect(criticalTasks(plan(tasks, links, { options: { criticalFloatMinutes: DAY } }))).toEqual(['A', 'B', 'C'])
  })

  it('and is not complete', () => {
    const complete = { ...DONE, durationMinutes: DAY }
    expect(criticalTasks(plan([task('A', 1, complete), task('B', 4)], links))).toEqual(['B'])
  })

  it('through float alone for a missed deadline or a date that must be held', () => {
    const tight = [
      task('A', 1, { deadline: at('2 12:00') }),
      task('B', 1, constraint('mustStartOn', '3 08:00')),
      task('long', 9),
    ]
    expect(criticalTasks(plan(tight))).toEqual(['A', 'B', 'long'])
  })

  it('on several paths when each open end has its own finish', () => {
    const options = { hasMultipleCriticalPaths: true }
    expect(criticalTasks(plan(tasks, links, { options }))).toEqual(['A', 'B', 'C', 'D'])
    expect(totalFloats(plan(tasks, links, { options }))).toEqual({ A: 0, B: 0, C: 0, D: 0 })
  })

  it('or what drives the finish of the project, whatever its float', () => {
    const tight = [task('A', 3), task('B', 2), task('C', 4, { deadline: at('3 17:00') })]
    expect(criticalTasks(plan(tight, links, { options: { criticalBy: 'longestPath' } }))).toEqual(['A', 'B'])
    expect(criticalTasks(plan(tight, links))).toEqual(['A', 'B', 'C'])
  })
})

describe('rule 21: an open end may last until the latest early finish', () => {
  it('whatever date was asked for', () => {
    const open = plan([task('A', 1), task('long', 5)], [], { finish: at('31 17:00') })
    expect(lateDates(open)).toEqual({ A: '6 08:00 - 6 17:00', long: '2 08:00 - 6 17:00' })
  })
})
