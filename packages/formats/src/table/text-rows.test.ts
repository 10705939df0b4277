import { describe, expect, it } from 'vitest'
import { TextRows, textKeeper } from './text-rows.ts'

describe('the rows of a table as text', () => {
  it('keep their lines and texts until they are forgotten, together with those beside them', () => {
    const rows = new TextRows(2)
    for (let row = 0; row < 1_200; row += 1) rows.add(row + 2, (column) => `${row}/${column}`)
    expect(rows.length).toBe(1_200)
    expect([rows.lineOf(1_199), rows.textOf(1_199, 1), rows.textOf(499, 0)]).toEqual([1_201, '1199/1', '499/0'])
    for (let row = 0; row < 500; row += 1) rows.forget(row)
    rows.forget(1_100)
    expect([rows.textOf(499, 0), rows.textOf(500, 0), rows.textOf(1_199, 0)]).toEqual(['', '500/0', '1199/0'])
  })

  it('have nothing in columns that they do not have', () => {
    const rows = new TextRows(1)
    for (const line of [1, 2]) rows.add(line, () => 'a')
    expect([rows.textOf(0, -1), rows.textOf(1, -1), rows.textOf(5, 0), rows.lineOf(5)]).toEqual(['', '', '', 0])
  })
})

describe('the texts of a column', () => {
  it('are told once each while they repeat', () => {
    const told: string[] = []
    const keep = textKeeper((text) => told.push(text))
    expect(['5d', '', '3d', '5d', 'x'.repeat(200)].map(keep)).toEqual(['5d', '', '3d', '5d', 'x'.repeat(200)])
    expect(told).toEqual(['5d', '3d', 'x'.repeat(200)])
  })

  it('are all told, and the same, when they differ or are very many', () => {
    for (const textOf of [(index: number) => `Task ${index}`, (index: number) => `Task ${index % 20_000}`]) {
      const told = new Set<string>()
      const keep = textKeeper((text) => told.add(text))
      const texts = Array.from({ length: 40_000 }, (_, index) => textOf(index))
      expect(texts.map(keep)).toEqual(texts)
      expect(told).toEqual(new Set(texts))
    }
  })
})
