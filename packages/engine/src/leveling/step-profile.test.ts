import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEVER, StepProfile } from './step-profile.ts'

const steps = fc
  .array(fc.record({ from: fc.integer({ min: 1, max: 30 }), units: fc.integer({ min: 0, max: 4 }) }), { maxLength: 4 })
  .map((list) => [
    { from: -1000, units: 3 },
    ...[...new Map(list.map((step) => [step.from, step])).values()].sort((a, b) => a.from - b.from),
  ])
const use = fc.record({
  at: fc.integer({ min: 0, max: 40 }),
  length: fc.integer({ min: 1, max: 9 }),
  units: fc.integer({ min: 1, max: 3 }),
})

describe('StepProfile', () => {
  it('fits where a table of all places says, first and last', () => {
    fc.assert(
      fc.property(steps, fc.array(use, { maxLength: 6 }), use, (given, uses, wanted) => {
        const profile = new StepProfile(given, uses.length)
        const freeAt = (place: number): number => given.findLast(({ from }) => from <= place)?.units ?? 0
        const table = new Map(Array.from({ length: 200 }, (_, i) => [i - 100, freeAt(i - 100)]))
        for (const { at, length, units } of uses) {
          profile.occupy(at, length, units)
          for (let place = at; place < at + length; place++) table.set(place, (table.get(place) ?? 0) - units)
        }
        const { at, length, units } = wanted
        const fits = (place: number): boolean =>
          Array.from({ length }, (_, i) => table.get(place + i) ?? 0).every((free) => free >= units)
        const places = [...table.keys()].filter((place) => place + length < 100)
        expect(profile.firstFit(at, length, units)).toBe(places.find((place) => place >= at && fits(place)) ?? NEVER)
        expect(profile.lastFit(at, length, units)).toBe(places.findLast((place) => place <= at && fits(place)))
      }),
    )
  })

  it('goes back to what was saved', () => {
    const profile = new StepProfile([{ from: 0, units: 2 }], 3)
    profile.occupy(5, 5, 1)
    profile.save()
    profile.occupy(6, 1, 1)
    expect(profile.firstFit(6, 1, 1)).toBe(7)
    profile.restore()
    expect(profile.firstFit(6, 1, 1)).toBe(6)
    expect(profile.firstFit(6, 1, 2)).toBe(10)
  })
})
