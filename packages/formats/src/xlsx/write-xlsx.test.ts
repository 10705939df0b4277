import Excel from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table, TableCells, WrittenColumn } from '../table/write/table.ts'
import { sheetName } from './workbook-xml.ts'
import { writeXlsx } from './write-xlsx.ts'
import { xlsxRows } from './xlsx-rows.ts'

async function bytesOf(table: Table): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeXlsx(table)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Read by another program's library, so that not only our own reader understands it. */
async function sheetOf(table: Table): Promise<Excel.Worksheet> {
  const workbook = new Excel.Workbook()
  const bytes = await bytesOf(table)
  await workbook.xlsx.load(bytes as unknown as Excel.Buffer)
  const sheet = workbook.worksheets[0]
  if (sheet === undefined) throw new Error('no sheet')
  return sheet
}

const column = (key: string, type: WrittenColumn['type'], width?: number): WrittenColumn => ({
  key,
  label: key.toUpperCase(),
  type,
  ...(width === undefined ? {} : { width }),
})

describe('a table as a spreadsheet', () => {
  it('has typed cells', async () => {
    const columns = [
      column('id', 'code'),
      column('name', 'text'),
      column('at', 'date'),
      column('day', 'date'),
      column('done', 'percent'),
      column('cost', 'money'),
      column('flag', 'flag'),
      column('number', 'number'),
    ]
    const rows = [
      ['12', '=1+1', '2026-03-02T08:30', '2026-03-02', 40, 123_456, true, -1.5],
      ['007', 'a & <b>', '1899-12-31T08:00', null, 12.5, 0, false, 0],
    ]
    const sheet = await sheetOf({ name: 'Plan', columns, rows })
    const cells = (row: number) => columns.map((_, index) => sheet.getRow(row).getCell(index + 1))
    expect(cells(1).map(({ value }) => value)).toEqual(['ID', 'NAME', 'AT', 'DAY', 'DONE', 'COST', 'FLAG', 'NUMBER'])
    expect(cells(2).map(({ value }) => value)).toEqual([
      ...[12, '=1+1', new Date('2026-03-02T08:30:00Z'), new Date('2026-03-02T00:00:00Z')],
      ...[0.4, 1234.56, true, -1.5],
    ])
    expect(cells(2).map(({ numFmt }) => numFmt)).toEqual([
      ...[undefined, '@', 'yyyy-mm-dd hh:mm', 'yyyy-mm-dd', '0%', '#,##0.00', undefined, undefined],
    ])
    expect(cells(3).map(({ value }) => value)).toEqual([
      ...['007', 'a & <b>', '1899-12-31 08:00', null, 0.125, 0, false, 0],
    ])
    expect(sheet.getCell('B2').type).toBe(Excel.ValueType.String)
    expect(sheet.getCell('A1').font.bold).toBe(true)
    expect(sheet.name).toBe('Plan')
  })

  it('keeps its header in view, gives its columns widths and groups the rows of an outline', async () => {
    const columns = [column('level', 'number'), column('name', 'text', 44)]
    const rows = [1, 2, 3, 2, 1, 12].map((level) => [level, `Level ${level}`])
    const sheet = await sheetOf({ name: 'A', columns, rows, outlineKey: 'level' })
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.getColumn(2).width).toBe(44)
    expect([2, 3, 4, 5, 6, 7].map((row) => sheet.getRow(row).outlineLevel ?? 0)).toEqual([0, 1, 2, 1, 0, 7])
    expect(sheet.properties.outlineProperties.summaryBelow).toBe(false)
  })

  it('cuts text that no cell can hold, for all to see', async () => {
    const sheet = await sheetOf({ name: 'A', columns: [column('a', 'text')], rows: [['x'.repeat(40_000)]] })
    const text = sheet.getCell('A2').value as string
    expect([text.length, text.at(-1)]).toEqual([32_767, '…'])
  })

  it.each([
    ['Plan: a/b [1]?', 'Plan  a b  1'],
    ["'Plan'", 'Plan'],
    ['', 'Table'],
    ['History', 'Table'],
    [`${'x'.repeat(30)}🚧`, 'x'.repeat(30)],
  ])('calls its sheet, for %j, %j', (name, expected) => {
    expect(sheetName(name)).toBe(expected)
  })

  it('asks for rows as it goes, and no more when nobody takes them', async () => {
    let asked = 0
    async function* rows() {
      for (; asked < 1_000_000; asked += 1) yield [`row ${asked} of ${Math.random()}`]
    }
    const pieces = writeXlsx({ name: 'A', columns: [column('a', 'text')], rows: rows() })
    for (let index = 0; index < 10; index += 1) await pieces.next()
    await pieces.return(undefined)
    // What is under way is one piece of the sheet.
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(asked).toBe(before)
    expect(asked).toBeLessThan(100_000)
  })

  it('passes on what goes wrong with its rows', async () => {
    async function* rows(): AsyncGenerator<TableCells> {
      yield ['a']
      throw new Error('the database is gone')
    }
    const table: Table = { name: 'A', columns: [column('a', 'text')], rows: rows() }
    await expect(bytesOf(table)).rejects.toThrow('the database is gone')
  })

  it('comes back cell by cell, whatever is in them', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom("'=1", '=1', '_x000D_', '_x005F_', 'a\r\nb', ' a ', '\u0001', '\uFFFE', ']]>', '1e5', 'TRUE'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 6 }), async (texts) => {
        const rows = [[...texts, 'end']]
        const columns = rows[0]?.map((_, index) => column(`c${index}`, 'text')) ?? []
        const read: (readonly string[])[] = []
        const options = { onBytes: () => {}, isTable: () => true, sheet: null }
        for await (const some of xlsxRows(writeXlsx({ name: 'A', columns, rows }), options))
          read.push(...some.map((row) => row.cells))
        expect(read[1]).toEqual(rows[0]?.map((text) => text.replaceAll('\0', '').toWellFormed()))
      }),
      { numRuns: 60 },
    )
  })
})
