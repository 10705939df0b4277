import type { ChangeSet } from '@throughline/contract'
import { describe, expect, it } from 'vitest'
import { pointAt, pointsOf } from './points.ts'

const change = (revision: number, covered: number | null, fields: Partial<ChangeSet> = {}): ChangeSet =>
  ({
    revision,
    receipt: { revision: covered },
    summary: `Change ${revision}`,
    operationCount: 2,
    actor: null,
    createdAt: '2026-03-02T08:00:00Z',
    ...fields,
  }) as ChangeSet

describe('points of a history', () => {
  it('are the plan with the dates that a change led to, where there are such', () => {
    const points = pointsOf([change(7, null, { summary: '' }), change(4, 6), change(3, 6)])
    expect(points.map(({ revision, title }) => [revision, title])).toEqual([
      [7, '2 changes'],
      [6, 'Change 4'],
      [6, 'Change 3'],
    ])
  })

  it('are found by a revision between them', () => {
    const points = pointsOf([change(9, 10), change(4, 5)])
    expect(pointAt(points, 8)?.title).toBe('Change 4')
    expect(pointAt(points, 10)?.title).toBe('Change 9')
    expect(pointAt(points, 3)).toBeUndefined()
  })
})
