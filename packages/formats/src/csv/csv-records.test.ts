import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FormatError } from '../format-error.ts'
import type { SourceRow } from '../table/source-row.ts'
import { CsvRecords } from './csv-records.ts'

async function recordsOf(pieces: readonly string[]): Promise<(readonly string[])[] | 'refused'> {
  const records = new CsvRecords(';', 1)
  try {
    const rows: SourceRow[] = []
    for (const piece of pieces) rows.push(...(await records.read(piece)))
    rows.push(...(await records.finish()))
    return rows.map(({ cells }) => cells)
  } catch (error) {
    if (error instanceof FormatError) return 'refused'
    throw error
  }
}

function expectedOf(text: string): string[][] | 'refused' {
  try {
    return parse(text, { delimiter: ';', record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true })
  } catch (error) {
    if (error instanceof CsvError) return 'refused'
    throw error
  }
}

const piece = fc.string({ unit: fc.constantFrom('"', ';', '\n', '\r', 'a', 'ö', '😀', ' '), maxLength: 12 })

it('are the same however the text is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      expect(await recordsOf(pieces)).toEqual(expectedOf(pieces.join('')))
    }),
    { numRuns: 1_000 },
  )
})

it.each([
  [
    ['a;b\r', '\nc'],
    [['a', 'b'], ['c']],
  ],
  [['"a"', '"b"\n'], [['a"b']]],
  [
    ['"a\r', '\nb";c\n\n'],
    [['a\r\nb', 'c'], ['']],
  ],
  [['a;', ''], [['a', '']]],
  [['', ''], []],
])('of %j are found where lines and quotes are cut', async (pieces, rows) => {
  expect(await recordsOf(pieces)).toEqual(rows)
})
