import { expect, it } from 'vitest'
import { heldBy } from './constraints.ts'

it('says what people said of a task', () => {
  const free = { constraintType: 'asSoonAsPossible', constraintAt: null, isManual: false } as const
  const on = '2026-03-04T08:00'
  expect(heldBy(free)).toBeNull()
  expect(heldBy({ ...free, isManual: true })?.words).toBe('placed by hand')
  expect(heldBy({ ...free, constraintType: 'asLateAsPossible' })?.words).toBe('as late as possible')
  expect(heldBy({ ...free, constraintType: 'startNoEarlierThan', constraintAt: on })?.words).toBe(
    'not before 4 Mar 2026',
  )
  expect(heldBy({ ...free, constraintType: 'mustFinishOn', constraintAt: on })).toEqual({
    label: 'Must finish on',
    words: 'must finish on 4 Mar 2026',
  })
})
