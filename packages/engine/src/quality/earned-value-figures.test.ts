import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EacFormula, earnedValueFigures } from './earned-value-figures.ts'

describe('earnedValueFigures', () => {
  // 10,000.00 planned in all, 4,000.00 by now; 3,000.00 earned for 3,750.00.
  const sums = { bac: 1_000_000, pv: 400_000, ev: 300_000, ac: 375_000 }

  it('works out variances and indices', () => {
    expect(earnedValueFigures(sums, 'typical')).toMatchObject({ sv: -100_000, cv: -75_000, spi: 0.75, cpi: 0.8 })
  })

  it.each<[EacFormula, number, number, number]>([
    ['typical', 1_250_000, 875_000, -250_000],
    ['atypical', 1_075_000, 700_000, -75_000],
    ['cost-and-schedule', 1_541_667, 1_166_667, -541_667],
  ])('estimates at completion, %s', (formula, eac, etc, vac) => {
    expect(earnedValueFigures(sums, formula)).toMatchObject({ eac, etc, vac })
  })

  it('says how well the rest must go to meet the budget, and the estimate', () => {
    const figures = earnedValueFigures(sums, 'typical')
    expect(figures.tcpiToBac).toBeCloseTo(700 / 625, 12)
    expect(figures.tcpiToEac).toBeCloseTo(0.8, 12)
  })

  it('has no index without a divisor', () => {
    const untouched = earnedValueFigures({ bac: 500, pv: 0, ev: 0, ac: 0 }, 'cost-and-schedule')
    expect(untouched).toMatchObject({ spi: null, cpi: null, eac: 500, etc: 500, vac: 0, tcpiToBac: 1, tcpiToEac: 1 })
    const wasted = earnedValueFigures({ bac: 500, pv: 100, ev: 0, ac: 500 }, 'typical')
    expect(wasted).toMatchObject({ cpi: 0, spi: 0, eac: null, etc: null, vac: null, tcpiToBac: null, tcpiToEac: null })
  })

  it('ends at what it cost', () => {
    const done = earnedValueFigures({ bac: 500, pv: 500, ev: 500, ac: 620 }, 'typical')
    expect(done).toMatchObject({ eac: 620, etc: 0, vac: -120, tcpiToBac: null, tcpiToEac: null })
  })

  it('keeps its identities', () => {
    const amount = fc.nat(1_000_000_000)
    const formula = fc.constantFrom<EacFormula>('typical', 'atypical', 'cost-and-schedule')
    fc.assert(
      fc.property(amount, amount, amount, fc.nat(100), formula, (bac, pv, ac, percent, by) => {
        const ev = Math.round((bac * percent) / 100)
        const figures = earnedValueFigures({ bac, pv: Math.min(pv, bac), ev, ac }, by)
        expect(figures.cv).toBe(figures.ev - figures.ac)
        expect(figures.sv).toBe(figures.ev - figures.pv)
        if (figures.cpi !== null) expect(figures.cpi * ac).toBeCloseTo(ev, 3)
        if (figures.eac === null) return
        expect(figures.ac + (figures.etc as number)).toBe(figures.eac)
        expect(figures.eac + (figures.vac as number)).toBe(bac)
        expect(figures.eac).toBeGreaterThanOrEqual(ac)
      }),
    )
  })
})
