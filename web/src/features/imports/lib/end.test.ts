import { describe, expect, it } from 'vitest'
import { endText, mayUndo } from './end.ts'

const counts = { create: 1_200, update: 0, delete: 3, unchanged: 5, conflict: 0, parked: 0 }
const done = {
  state: 'completed',
  rowsDone: 1_203,
  counts,
  projectId: 'p',
  cancelRequested: null,
  keptCount: null,
} as const

describe('the end of an import', () => {
  it('says what came in', () => {
    expect(endText(done)).toBe('1,203 rows came in: the file had 1,200 new, 3 deleted.')
    expect(endText({ ...done, rowsDone: 1, counts: null })).toBe('1 row came in.')
    expect(endText({ ...done, rowsDone: 0, counts: { ...counts, create: 0, delete: 0 } })).toBe(
      '0 rows came in: the plan was up to date.',
    )
  })

  it('says what stays after it was cancelled', () => {
    expect(endText({ ...done, state: 'cancelled', cancelRequested: 'keep' })).toMatch(/^1,203 rows .* stay/)
    expect(endText({ ...done, state: 'cancelled', cancelRequested: 'roll-back' })).toMatch(/^Nothing/)
    expect(endText({ ...done, state: 'cancelled', cancelRequested: 'roll-back', keptCount: 2 })).toMatch(
      /but for 2 rows/,
    )
  })

  it('says what stays after it was taken back', () => {
    expect(endText({ ...done, state: 'undone', keptCount: 0 })).toMatch(/taken back\.$/)
    expect(endText({ ...done, state: 'undone', keptCount: 1 })).toMatch(/but for 1 row\.$/)
  })

  it('can be taken back while something of it is there', () => {
    expect(mayUndo(done)).toBe(true)
    expect(mayUndo({ ...done, state: 'cancelled', cancelRequested: 'keep' })).toBe(true)
    expect(mayUndo({ ...done, state: 'cancelled', cancelRequested: 'roll-back' })).toBe(false)
    expect(mayUndo({ ...done, rowsDone: 0 })).toBe(false)
    expect(mayUndo({ ...done, projectId: null })).toBe(false)
    expect(mayUndo({ ...done, state: 'undone' })).toBe(false)
  })
})
