import { describe, expect, it } from 'vitest'
import { percentCompleteOf, progressOf } from './progress.ts'

const scheduled = { start: 1000, finish: 1480 }
const task = { id: 'a', durationMinutes: 480 }

describe('rule 26: percent complete', () => {
  it('above 0 starts the task as scheduled', () => {
    expect(progressOf(task, 25, scheduled)).toEqual({ actualStart: 1000, actualFinish: null, doneMinutes: 120 })
  })

  it('of 100 finishes it as scheduled', () => {
    expect(progressOf(task, 100, scheduled)).toEqual({ actualStart: 1000, actualFinish: 1480, doneMinutes: 480 })
  })

  it('keeps the actual start that is known, and reopens what was finished', () => {
    const progress = { actualStart: 900, actualFinish: 1500, doneMinutes: 480, resume: 1200 }
    expect(progressOf({ ...task, progress }, 50, scheduled)).toEqual({
      actualStart: 900,
      actualFinish: null,
      doneMinutes: 240,
      resume: 1200,
    })
  })

  it('of 0 takes progress back', () => {
    const progress = { actualStart: 900, actualFinish: null, doneMinutes: 100 }
    expect(progressOf({ ...task, progress }, 0, scheduled)).toBeNull()
  })

  it.each([-1, 101, Number.NaN])('cannot be %d', (percent) => {
    expect(() => progressOf(task, percent, scheduled)).toThrow(
      expect.objectContaining({ name: 'InvalidInputError', id: 'a' }),
    )
  })

  it('is read from what is done', () => {
    expect(percentCompleteOf(task)).toBe(0)
    expect(percentCompleteOf({ ...task, progress: { actualStart: 1, actualFinish: null, doneMinutes: 120 } })).toBe(25)
    expect(percentCompleteOf({ ...task, progress: { actualStart: 1, actualFinish: 2, doneMinutes: 0 } })).toBe(100)
    const point = { durationMinutes: 0, progress: { actualStart: 1, actualFinish: null, doneMinutes: 0 } }
    expect(percentCompleteOf(point)).toBe(0)
  })
})
