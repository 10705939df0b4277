import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareWhole } from './share.ts'

describe('shareWhole', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [10, [0, 0], [5, 5]],
    [7, [2, 1], [5, 2]],
    [0, [1, 2], [0, 0]],
    [5, [], []],
  ])('shares %i by %j', (amount, weights, parts) => {
    expect(shareWhole(amount, weights)).toEqual(parts)
  })

  it('adds up to the amount, each part less than one away from its exact share', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.nat(10_000_000), weights, (amount, by) => {
        const parts = shareWhole(amount, by)
        const sum = by.reduce((total, weight) => total + weight, 0)
        expect(parts.reduce((total, part) => total + part, 0)).toBe(amount)
        for (const [index, part] of parts.entries()) {
          expect(Math.abs(part - (amount * (by[index] as number)) / sum)).toBeLessThan(1 + 1e-6)
        }
      }),
    )
  })
})
