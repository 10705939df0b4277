import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Table, TableCells } from '../table/write/table.ts'
import { csvRows } from './csv-rows.ts'
import { guarded, unguarded } from './formula-guard.ts'
import { writeCsv } from './write-csv.ts'

async function textOf(table: Table): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeCsv(table)) pieces.push(piece)
  return Buffer.concat(pieces).toString('utf8')
}

function tableOf(type: Table['columns'][number]['type'], cells: TableCells): Table {
  return { name: 'A', columns: cells.map((_, index) => ({ key: `${index}`, label: `c${index}`, type })), rows: [cells] }
}

describe('a table as CSV', () => {
  it('is UTF-8 with a mark, commas and CRLF', async () => {
    const columns = [
      { key: 'a', label: 'Name, title', type: 'text' },
      { key: 'b', label: 'Über', type: 'text' },
    ] as const
    const rows = [
      ['a "b"', 'line\nline'],
      [null, ' x '],
    ]
    expect(await textOf({ name: 'A', columns, rows })).toBe(
      '\uFEFF"Name, title",Über\r\n"a ""b""","line\nline"\r\n, x \r\n',
    )
  })

  it('writes cells by their types', async () => {
    const lineOf = async (type: Table['columns'][number]['type'], cells: TableCells) =>
      (await textOf(tableOf(type, cells))).split('\r\n')[1]
    expect(await lineOf('number', [1, -0.5, 1e21, null])).toBe('1,-0.5,1e+21,')
    expect(await lineOf('percent', [40, 12.5])).toBe('40%,12.5%')
    expect(await lineOf('money', [1234, 5, -70, 0])).toBe('12.34,0.05,-0.70,0.00')
    expect(await lineOf('flag', [true, false])).toBe('Yes,No')
    expect(await lineOf('date', ['2026-03-02T08:00', '2026-03-02'])).toBe('2026-03-02 08:00,2026-03-02')
    expect(await lineOf('code', ['007', '12'])).toBe('007,12')
  })

  it('asks for rows as it goes', async () => {
    let asked = 0
    async function* rows() {
      for (; asked < 100_000; asked += 1) yield [`row ${asked}`]
    }
    const pieces = writeCsv({ name: 'A', columns: [{ key: 'a', label: 'A', type: 'text' }], rows: rows() })
    await pieces.next()
    await pieces.next()
    expect(asked).toBeLessThan(1_000)
    await pieces.return(undefined)
  })
})

describe('what a spreadsheet would run', () => {
  it.each(['=1+1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a', "'=1", "''-1"])(
    '%j has an apostrophe before it, and comes back without',
    (text) => {
      expect(guarded(text)).toBe(`'${text}`)
      expect(unguarded(`'${text}`)).toBe(text)
    },
  )

  it.each(['Dig', "'quoted'", "it's", '1-1', ' =1', "'"])('is not %j', (text) => {
    expect(guarded(text)).toBe(text)
    expect(unguarded(text)).toBe(text)
  })

  it('is in no cell of text, and every cell comes back', async () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom("'", '=', '-', '"', ',', '\r', '\n', ' ', 'a') }),
    )
    const cells = fc.array(anyText, { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 4 }), async (drawn) => {
        const width = Math.max(...drawn.map(({ length }) => length))
        // A last cell that is never empty keeps rows and their ends where they are.
        const rows = drawn.map((row) => [...Array.from({ length: width }, (_, index) => row[index] ?? ''), 'end'])
        const columns = Array.from({ length: width + 1 }, (_, index) => ({
          key: `${index}`,
          label: 'c',
          type: 'text' as const,
        }))
        const read: (readonly string[])[] = []
        for await (const some of csvRows(writeCsv({ name: 'A', columns, rows }), () => {}))
          read.push(...some.map((row) => row.cells))
        expect(read.slice(1)).toEqual(rows.map((row) => row.map((cell) => cell.replaceAll('\0', '').toWellFormed())))
      }),
    )
  })
})
