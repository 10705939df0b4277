import { describe, expect, it } from 'vitest'
import { task } from '../../test-support/plans.ts'
import { percentCompletes } from './roll-up-progress.ts'
import type { PlanTask } from './types.ts'

const done = (days: number): Partial<PlanTask> => ({
  progress: { actualStart: 0, actualFinish: null, doneMinutes: days * 480 },
})
const complete: Partial<PlanTask> = { progress: { actualStart: 0, actualFinish: 0, doneMinutes: 0 } }

describe('rule 22: percent complete of a summary', () => {
  it('is what is done of all durations below it, at every level', () => {
    const tasks = [
      task('top', 0),
      task('phase', 9, { parentId: 'top', ...complete }),
      task('a', 3, { parentId: 'phase', ...done(3) }),
      task('b', 1, { parentId: 'phase' }),
      task('c', 6, { parentId: 'top', ...done(1) }),
      task('off', 10, { parentId: 'top', isActive: false, ...done(10) }),
    ]
    expect(Object.fromEntries(percentCompletes({ tasks }))).toEqual({
      top: 40,
      phase: 75,
      a: 100,
      b: 0,
      c: 100 / 6,
      off: 100,
    })
  })

  it('is the share of complete milestones where nothing lasts', () => {
    const tasks = [task('top', 0), task('m', 0, { parentId: 'top', ...complete }), task('n', 0, { parentId: 'top' })]
    expect(percentCompletes({ tasks }).get('top')).toBe(50)
  })
})
