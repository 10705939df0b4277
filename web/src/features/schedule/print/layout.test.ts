import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headerHeight, rowHeight } from '../gantt/scene.ts'
import { bandHeight, layoutPicture, layoutSheets, legendHeight, margin, papers } from './layout.ts'

const day = 1440
const plan = { rowCount: 100, from: 0, to: 200 * day, tableWidth: 400, pixelsPerDay: 14 }

describe('layoutSheets', () => {
  it('puts the whole time on a page where that is wanted', () => {
    const { sheets, width, scale } = layoutSheets(plan, { paper: 'a4', isLandscape: true, fitsWidth: true })
    expect(new Set(sheets.map(({ left }) => left))).toEqual(new Set([0]))
    expect(scale.pixelsPerDay * 200 + 400).toBeCloseTo(width - 2 * margin)
  })

  it('shows each row and each stretch of time once, and the table on the first page of a row of pages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 1, max: 4_000 }),
        fc.constantFrom(...(Object.keys(papers) as (keyof typeof papers)[])),
        fc.boolean(),
        fc.boolean(),
        (rowCount, days, paper, isLandscape, fitsWidth) => {
          const { sheets, height } = layoutSheets(
            { ...plan, rowCount, to: days * day },
            { paper, isLandscape, fitsWidth },
          )
          const firsts = sheets.filter(({ left }) => left === 0)
          expect(firsts.reduce((sum, sheet) => sum + sheet.endRow - sheet.firstRow, 0)).toBe(rowCount)
          expect(sheets.every(({ left, tableWidth }) => left === 0 || tableWidth === 0)).toBe(true)
          for (const [at, sheet] of sheets.entries()) {
            const next = sheets[at + 1]
            if (next && next.firstRow === sheet.firstRow) expect(next.left).toBe(sheet.left + sheet.chartWidth)
            const used = headerHeight + (sheet.endRow - sheet.firstRow) * rowHeight + bandHeight + legendHeight
            expect(used + 2 * margin).toBeLessThanOrEqual(height)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('has a page for a plan without tasks', () => {
    expect(
      layoutSheets({ ...plan, rowCount: 0 }, { paper: 'a3', isLandscape: true, fitsWidth: true }).sheets,
    ).toHaveLength(1)
  })
})

it('makes one picture of all', () => {
  const { sheets, height, width } = layoutPicture(plan)
  expect(sheets).toEqual([{ firstRow: 0, endRow: 100, left: 0, chartWidth: 2_800, tableWidth: 400 }])
  expect([width, height]).toEqual([
    3_200 + 2 * margin,
    100 * rowHeight + headerHeight + bandHeight + legendHeight + 2 * margin,
  ])
})
