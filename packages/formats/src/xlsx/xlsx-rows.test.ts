import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bytesOf } from '../../test-support/bytes.ts'
import { type SpreadsheetDraft, spreadsheet, textRows } from '../../test-support/spreadsheet.ts'
import { patched, zipOf } from '../../test-support/zip.ts'
import { FormatError } from '../format-error.ts'
import type { SourceRow } from '../table/source-row.ts'
import { xlsxRows } from './xlsx-rows.ts'

async function rowsOf(bytes: Uint8Array, sheet: string | null = null): Promise<SourceRow[]> {
  const isTable = (head: readonly SourceRow[]) => head.some(({ cells }) => cells.includes('Name'))
  const rows: SourceRow[] = []
  for await (const some of xlsxRows(bytesOf(bytes, 1_000), { onBytes: () => {}, isTable, sheet })) rows.push(...some)
  return rows
}

async function cellsOf(draft: SpreadsheetDraft): Promise<string[]> {
  return (await rowsOf(await spreadsheet(draft))).flatMap(({ cells }) => cells)
}

async function failure(bytes: Uint8Array): Promise<FormatError> {
  const error = await rowsOf(bytes).catch((reason: unknown) => reason)
  if (error instanceof FormatError) return error
  throw new Error(`expected a FormatError, got ${error}`)
}

const plain = { sheets: [{ name: 'Plan', rows: textRows([['Name'], ['Dig']]) }] }

describe('the rows of a spreadsheet', () => {
  it('have their places, also where cells and rows are missing', async () => {
    const rows = '<row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row><row r="7"/><row><c><v>3</v></c></row>'
    expect(await rowsOf(await spreadsheet({ sheets: [{ name: 'A', rows }] }))).toEqual([
      { cells: ['', '1', '', '2'], line: 3 },
      { cells: ['3'], line: 8 },
    ])
  })

  it('hold text that is shared, inline, or what a formula gave, without how it is pronounced', async () => {
    const cells = [
      '<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>',
      '<c t="inlineStr"><is><r><t>Po</t></r><r><t>ur</t></r></is></c>',
      '<c t="str"><f>"A" &amp; "B"</f><v>AB</v></c><c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c>',
    ]
    const strings = [
      '<si><t>Dig</t></si>',
      '<si><r><t xml:space="preserve">two </t></r><r><t>runs</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>',
      '<si><t>a_x000D_b_x005F_x0041_ _x0000_ _xD800_</t></si>',
    ]
    expect(
      await cellsOf({
        sheets: [{ name: 'A', rows: `<row>${cells.join('')}</row>` }],
        sharedStrings: strings.join(''),
      }),
    ).toEqual(['Dig', 'two runs', 'a\rb_x0041_ _x0000_ _xD800_', 'Pour', 'AB', '#REF!', 'TRUE', 'FALSE'])
  })

  it('hold numbers as their formats mean them', async () => {
    const formats = [
      'yyyy\\-mm\\-dd',
      'dd/mm/yyyy hh:mm',
      '0.0%',
      '[h]:mm',
      'h:mm AM/PM',
      '#,##0.00 "days"',
      '[Red]0;-0',
    ]
    const styles = [
      `<numFmts>${formats.map((code, index) => `<numFmt numFmtId="${170 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts>`,
      `<cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${170 + index}"/>`).join('')}<xf numFmtId="14"/></cellXfs>`,
    ].join('')
    const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`
    const rows = [
      [
        cell(0, '1.0000000000000001E-2'),
        cell(1, '46083'),
        cell(1, '46083.5'),
        cell(2, '46083'),
        cell(2, '46083.333333333336'),
      ],
      [cell(3, '0.07'), cell(4, '1.5'), cell(5, '0.25'), cell(6, '46083'), cell(7, '-1'), cell(8, '46083')],
      [
        cell(1, '1'),
        cell(1, '59'),
        cell(1, '60'),
        cell(1, '61'),
        cell(1, '-1'),
        cell(1, '2958465'),
        cell(2, '2958465.99999'),
        cell(1, '2958466'),
      ],
    ]
    const sheets = [{ name: 'A', rows: rows.map((cells) => `<row>${cells.join('')}</row>`).join('') }]
    expect(await cellsOf({ sheets, styles })).toEqual([
      ...['0.01', '2026-03-02', '2026-03-02T12:00', '2026-03-02T00:00', '2026-03-02T08:00'],
      ...['7%', '36:00', '06:00', '46083', '-1', '2026-03-02'],
      ...['1900-01-01', '1900-02-28', '60', '1900-03-01', '-1', '9999-12-31', '2958465.99999', '2958466'],
    ])
    const since1904 = await cellsOf({ sheets, styles, workbook: '<workbookPr date1904="1"/>' })
    expect(since1904.slice(1, 3)).toEqual(['2030-03-03', '2030-03-03T12:00'])
  })

  it('are those of the first sheet that can be seen and has such a table, or of the one that is named', async () => {
    const bytes = await spreadsheet({
      sheets: [
        { name: 'Old', rows: textRows([['Name'], ['hidden']]), state: 'hidden' },
        { name: 'Cover', rows: textRows([['Our plan']]) },
        { name: 'Plan', rows: textRows([['A title'], ['Name', 'Duration']]) },
      ],
    })
    expect((await rowsOf(bytes))[0]?.cells).toEqual(['A title'])
    expect((await rowsOf(bytes, 'Old'))[1]?.cells).toEqual(['hidden'])
    await expect(rowsOf(bytes, 'New')).rejects.toThrow('has no sheet “New”; it has “Old”, “Cover”, “Plan”')
  })
})

describe('a spreadsheet that is not right', () => {
  it.each([
    ['is empty', '', /The file is empty/],
    ['is text', 'id,name\n1,A', /not a zip file/],
    ['is locked or old', '\u00d0\u00cf\u0011\u00e0', /old format of Excel \(XLS\), or it has a password/],
    ['is only the start of one', 'PK\u0003\u0004', /central directory/i],
  ])('%s', async (_what, text, message) => {
    expect((await failure(new Uint8Array(Buffer.from(text, 'latin1')))).message).toMatch(message)
  })

  it.each([
    ['is a zip file of something else', { 'a.txt': 'a' }, /zip file of something else/],
    ['is binary', { 'xl/workbook.bin': 'a', '_rels/.rels': '<a/>' }, /binary format \(XLSB\)/],
  ])('%s', async (_what, parts, message) => {
    expect((await failure(await zipOf(parts as Record<string, string>))).message).toMatch(message)
  })

  it.each([
    ['has no sheets', { sheets: [] }, /it has no sheets/],
    [
      'names text that is not there',
      { sheets: [{ name: 'A', rows: '<row><c t="s"><v>7</v></c></row>' }] },
      /text number 7/,
    ],
    [
      'has a cell nowhere',
      { sheets: [{ name: 'A', rows: '<row><c r="AAAA1"><v>7</v></c></row>' }] },
      /cell is called “AAAA1”/,
    ],
    ['has a row nowhere', { sheets: [{ name: 'A', rows: '<row r="0"><c><v>7</v></c></row>' }] }, /row is called “0”/],
    ['is cut off', { sheets: [{ name: 'A', rows: '<row><c><v>7' }] }, /“xl\/worksheets\/sheet1.xml”.*not well-formed/],
    [
      'has entities of its own',
      { ...plain, parts: { 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "a">]><workbook/>' } },
      /document type \(DOCTYPE\), which is refused/,
    ],
    [
      'is nested too deep',
      { ...plain, parts: { 'xl/workbook.xml': '<a>'.repeat(100_000) } },
      /nested more than 64 deep/,
    ],
    [
      'has a cell without an end',
      { sheets: [{ name: 'A', rows: textRows([['x'.repeat(600_000), 'y'.repeat(600_000)]]) }] },
      /longer than 1000000 characters/,
    ],
  ])('%s', async (_what, draft, message) => {
    expect((await failure(await spreadsheet(draft as SpreadsheetDraft))).message).toMatch(message)
  })

  it('tells the row', async () => {
    const rows = '<row r="41"><c><v>1</v></c></row><row r="42"><c t="s"><v>1</v></c></row>'
    expect(await failure(await spreadsheet({ sheets: [{ name: 'A', rows }] }))).toMatchObject({ line: 42 })
  })
})

describe('a zip file that is meant to do harm', () => {
  const spaces = (bytes: number) => Array<Uint8Array>(bytes / 65_536).fill(new Uint8Array(65_536).fill(0x20))

  it('is given up when it unpacks to far more than it is', async () => {
    const bomb = await spreadsheet({ ...plain, parts: { 'xl/worksheets/sheet1.xml': spaces(48 * 1_048_576) } })
    expect(bomb.length).toBeLessThan(60_000)
    expect((await failure(bomb)).message).toMatch(
      /“xl\/worksheets\/sheet1.xml” unpacks to more than 100 times its size/,
    )
  })

  it('is given up too when it says that it is small', async () => {
    const size = 48 * 1_048_576
    const bomb = await spreadsheet({ ...plain, parts: { 'xl/workbook.xml': new Uint8Array(size).fill(0x20) } })
    const [real, small] = [Buffer.alloc(4), Buffer.alloc(4)]
    real.writeUInt32LE(size)
    small.writeUInt32LE(1_000)
    const lying = patched(bomb, real, small)
    expect((await failure(lying)).message).toMatch(/too many bytes/)
  })

  it.each([
    ['leads out of the file', 'aa/evil.xml', '../evil.xml', /invalid relative path/],
    ['begins at the root', 'aa/evil.xml', '/a/evil.xml', /absolute path/],
    ['begins with a drive', 'aa/evil.xml', 'c:/evil.xml', /absolute path/],
    ['is there twice', 'xl/workbooK.xmk', 'xl/WORKBOOK.xml', /two parts named “xl\/WORKBOOK.xml”/],
  ])('is refused when a name %s', async (_what, name, evil, message) => {
    const bytes = await spreadsheet({ ...plain, parts: { [name]: 'x' } })
    expect((await failure(patched(bytes, name, evil))).message).toMatch(message)
  })

  it('is refused when its bytes are not what they were', async () => {
    const bytes = await spreadsheet(plain)
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 'xl/worksheets/sheet1.xml'.length + 12
    const damaged = Buffer.from(bytes)
    damaged[at] = (damaged[at] ?? 0) ^ 0xff
    expect(await failure(damaged)).toBeInstanceOf(FormatError)
  })
})

describe('the temporary file', () => {
  let folder = ''
  const usual = process.env.TMPDIR
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-test-'))
    process.env.TMPDIR = folder
  })
  afterEach(async () => {
    if (usual === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = usual
    await rm(folder, { recursive: true })
  })

  it('is there while rows are read, and gone when they are, or nobody asks for more', async () => {
    const bytes = await spreadsheet(plain)
    const options = { onBytes: () => {}, isTable: () => true, sheet: null }
    const rows = xlsxRows(bytesOf(bytes), options)
    await rows.next()
    expect(await readdir(folder)).toHaveLength(1)
    await rows.return(undefined)
    expect(await readdir(folder)).toEqual([])
    await rowsOf(bytes)
    expect(await readdir(folder)).toEqual([])
  })

  it('is gone when reading fails', async () => {
    await failure(await zipOf({ 'a.txt': 'a' }))
    await failure(new Uint8Array(Buffer.from('no zip')))
    await expect(rowsOf(new Uint8Array(0))).rejects.toThrow(FormatError)
    expect(await readdir(folder)).toEqual([])
  })
})
