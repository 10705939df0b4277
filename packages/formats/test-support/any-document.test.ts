import { checkPlan, schedule } from '@throughline/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planOf } from '../src/plan-of.ts'
import { anyDocument } from './any-document.ts'

describe('drawn documents', () => {
  it('make sense and can be scheduled', () => {
    fc.assert(
      fc.property(anyDocument(), (document) => {
        const plan = planOf(document)
        expect(checkPlan(plan).filter(({ severity }) => severity === 'error')).toEqual([])
        expect(schedule(plan).tasks).toHaveLength(document.tasks.length)
      }),
    )
  })

  it('are without what a format cannot carry', () => {
    const features = { keys: 'numbers', splits: false, manual: false, external: false, customFields: [] } as const
    fc.assert(
      fc.property(anyDocument(features), ({ tasks, customFields }) => {
        expect(customFields).toEqual([])
        for (const task of tasks)
          expect(task).toMatchObject({ key: expect.stringMatching(/^\d+$/), splits: [], manual: null })
      }),
    )
  })
})
