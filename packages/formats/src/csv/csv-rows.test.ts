import { describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import type { SourceRow } from '../table/source-row.ts'
import { csvRows } from './csv-rows.ts'

async function rowsOf(csv: string | Uint8Array, chunkSize = 5): Promise<SourceRow[]> {
  const rows: SourceRow[] = []
  for await (const some of csvRows(bytesOf(csv, chunkSize), () => {})) rows.push(...some)
  return rows
}

async function cellsOf(csv: string | Uint8Array, chunkSize?: number): Promise<(readonly string[])[]> {
  return (await rowsOf(csv, chunkSize)).map(({ cells }) => cells)
}

/** Big endian, with or without a mark. */
function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes).swap16()
}

describe('the delimiter of CSV', () => {
  it.each([
    ['comma', 'a,b;c\n1,2', ['a', 'b;c']],
    ['semicolon', 'a;b;c\n1;2,5;3', ['a', 'b', 'c']],
    ['tab', 'a\tb\n1\t2', ['a', 'b']],
    ['bar', 'a|b|c\n1|2|3', ['a', 'b', 'c']],
    ['the one outside of quotes', '"a,b,c";d\n1;2', ['a,b,c', 'd']],
    ['the one below a title', 'Our plan\na;b\n1;2', ['Our plan']],
    ['none', 'a\nb', ['a']],
  ])('is a %s', async (_what, csv, first) => {
    expect((await cellsOf(csv))[0]).toEqual(first)
  })

  it('is what a first line says that is only for this', async () => {
    expect(await rowsOf('sep=;\r\na;b,c,d\r\n1;2')).toEqual([
      { cells: ['a', 'b,c,d'], line: 2 },
      { cells: ['1', '2'], line: 3 },
    ])
  })
})

describe('the lines of CSV', () => {
  it.each(['\n', '\r\n', '\r'])('end with %j and count from where a row begins', async (end) => {
    const csv = ['a,b', `"two${end}lines",1`, '', 'c,d'].join(end)
    expect((await rowsOf(csv, 4)).map(({ cells, line }) => [cells[1], line])).toEqual([
      ['b', 1],
      ['1', 2],
      [undefined, 4],
      ['d', 5],
    ])
  })

  it('may end in several ways in one file', async () => {
    expect(await cellsOf('a,b\r\n1,2\n3,4\r5,6')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ])
  })
})

describe('the encoding of CSV', () => {
  const text = 'name;größe\nÜbung;1\n'
  const wide = Buffer.from(text, 'utf16le')
  const mark = Buffer.from([0xff, 0xfe])

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16', Buffer.concat([mark, wide])],
    ['UTF-16 without a mark', wide],
    ['UTF-16, big end first', swapped(Buffer.concat([mark, wide]))],
    ['UTF-16, big end first, without a mark', swapped(wide)],
    ['Windows-1252', Buffer.from(text, 'latin1')],
  ])('may be %s', async (_what, bytes) => {
    expect(await cellsOf(new Uint8Array(bytes), 1_000)).toEqual([
      ['name', 'größe'],
      ['Übung', '1'],
    ])
  })

  it('is found out when the first letter that shows it comes late', async () => {
    const late = `name\n${'Dig\n'.repeat(50_000)}Übung – 5 €\n`
    const windows = Buffer.from(late.replace('–', '\u0096').replace('€', '\u0080'), 'latin1')
    for (const bytes of [Buffer.from(late), windows]) {
      expect((await cellsOf(new Uint8Array(bytes), 65_536)).at(-1)).toEqual(['Übung – 5 €'])
    }
  })
})

describe('the source of CSV', () => {
  it('is closed when nobody asks for more rows', async () => {
    let isClosed = false
    async function* source() {
      try {
        for (;;) yield new TextEncoder().encode('a,b\n'.repeat(20_000))
      } finally {
        isClosed = true
      }
    }
    const rows = csvRows(source(), () => {})
    await rows.next()
    await rows.return(undefined)
    await new Promise((resolve) => setImmediate(resolve))
    expect(isClosed).toBe(true)
  })

  it('passes its own errors on', async () => {
    async function* source() {
      yield new TextEncoder().encode('a,b\n'.repeat(20_000))
      throw new Error('the connection broke')
    }
    const rows = csvRows(source(), () => {})
    const readAll = async () => {
      for await (const _ of rows);
    }
    await expect(readAll()).rejects.toThrow('the connection broke')
  })
})
