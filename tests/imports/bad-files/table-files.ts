import { spreadsheet, textRows } from '../../../packages/formats/test-support/spreadsheet.ts'
import { patched } from '../../../packages/formats/test-support/zip.ts'
import { type BadFile, badText, HERE, inEncoding, placed, utf8 } from './bad-file.ts'

const csv = (file: string, wrong: string, marked: string, message: RegExp, hasColumn = true): BadFile =>
  badText('csv', `${file}.csv`, wrong, marked, message, { hasColumn })

/** The same mistakes in a table of either kind; the mark stands at the beginning of a row. */
const tables: readonly (readonly [string, string, string, RegExp, boolean])[] = [
  ['no-names', 'no column of names', `${HERE}a,b\n1,2`, /one of them “name”/, false],
  ['negative', 'a duration below zero', `name,duration\n${HERE}A,-3d`, /below zero/, true],
  ['year-9999', 'a date too far away', `name,deadline\n${HERE}A,9999-12-31`, /1600/, true],
  ['no-task', 'a predecessor that is not there', `name,predecessors\nA,\n${HERE}B,9FS`, /depends on “9”/, true],
  ['twice', 'an id twice', `id,name\n1,A\n${HERE}1,B`, /Two tasks have the id “1”/, true],
  ['cycle', 'links in a circle', 'name,predecessors\nA,2\nB,1', /circle: “A” > “B” > “A”/, false],
  ['parents', 'parents in a circle', 'id,name,parent\n1,A,2\n2,B,1', /circle/, false],
  ['columns', 'more than 1,000 columns', `${HERE}name${',x'.repeat(1_000)}`, /1001 columns/, false],
]

const csvFiles = (): BadFile[] => [
  ...tables.map(([file, wrong, marked, message, hasColumn]) => csv(file, wrong, marked, message, hasColumn)),
  csv('quote', 'a quote that does not close', `name\n${HERE}"A\nB`, /not closed/, false),
  csv('million-columns', 'a million columns', `name\n${HERE}${','.repeat(3_000_000)}x`, /longer/, false),
  csv('late-nul', 'a NUL character far into the file', `name\n${'A\n'.repeat(40_000)}${HERE}B\0`, /NUL/, false),
  {
    ...csv('wrong-bytes', 'UTF-8 that breaks off', 'name', /not text in utf-8/, false),
    bytes: new Uint8Array(Buffer.concat([utf8(`name\n${'Übung\n'.repeat(20_000)}`), inEncoding('ü\n', 'latin1')])),
  },
]

const xlsx = (
  file: string,
  wrong: string,
  bytes: Uint8Array,
  message: RegExp,
  [line, hasColumn]: readonly [number | null, boolean] = [1, false],
): BadFile => ({
  ...{ name: `${file}.xlsx`, wrong, bytes: new Uint8Array(bytes) },
  format: 'xlsx',
  message,
  line,
  hasColumn,
})

const sheets = (rows: string) => ({ sheets: [{ name: 'Plan', rows }] })

async function xlsxFiles(): Promise<BadFile[]> {
  const plain = await spreadsheet({ ...sheets(textRows([['Name'], ['Dig']])), parts: TYPES })
  const part = (name: string, content: string | Iterable<Uint8Array>) =>
    spreadsheet({ ...sheets(textRows([['Name']])), parts: { ...TYPES, [name]: content } })
  const bomb = await part('xl/worksheets/sheet1.xml', spaces(48 * 1_048_576))
  const evil = patched(await part('aa/evil.xml', 'x'), 'aa/evil.xml', '../evil.xml')
  const doctype = await part('xl/workbook.xml', '<!DOCTYPE x [<!ENTITY a "a">]><workbook/>')
  const deep = await part('xl/workbook.xml', '<a>'.repeat(100_000))
  const wide = await spreadsheet({ ...sheets(`<row>${'<c><v>1</v></c>'.repeat(1_000_000)}</row>`), parts: TYPES })
  return [
    ...(await Promise.all(tables.map(tableAsXlsx))),
    xlsx('cut-short', 'cut short', plain.subarray(0, plain.length - 60), /not a spreadsheet \(XLSX\) that can be read/),
    xlsx('bomb', 'a zip bomb', bomb, /unpacks to more than 100 times its size/),
    xlsx('path', 'a part that leads out of the file', evil, /invalid relative path/),
    xlsx('doctype', 'a document type', doctype, /DOCTYPE/),
    xlsx('deep', '100,000 levels', deep, /nested more than 64 deep/),
    xlsx('million-columns', 'a million columns', wide, /columns|longer|cell|unpacks to more/),
  ]
}

/** What a program writes first, and what tells a workbook from another zip file. */
const TYPES = { '[Content_Types].xml': '<Types/>' }

async function tableAsXlsx([file, wrong, marked, message, hasColumn]: (typeof tables)[number]): Promise<BadFile> {
  const { text, line } = placed(marked)
  const rows = textRows(text.split('\n').map((row) => row.split(',')))
  const bytes = await spreadsheet({ ...sheets(rows), parts: TYPES })
  return xlsx(file, wrong, bytes, message, [line, hasColumn])
}

function* spaces(bytes: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes; at += 65_536) yield new Uint8Array(65_536).fill(0x20)
}

export const tableFiles = async (): Promise<BadFile[]> => [...csvFiles(), ...(await xlsxFiles())]
