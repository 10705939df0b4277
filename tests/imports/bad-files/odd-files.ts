import { type PlanDocument, readCsv, tasksTable, writeCsv, writeXlsx } from '@throughline/formats'
import { bigEndian, inEncoding, joined, type OddFile, utf8 } from './bad-file.ts'
import { activity, json, mspdi, oneChunk, pmxml, xer } from './plain-files.ts'

const NAMES = ['Übung', 'Dig – “deep”']
const FORMULAS = ['=1+1', '+49 30', '-5', '@home', "'=quoted", "''@twice", '=cmd|’/c calc’!A0']
const MARK = '\ufeff'

const odd = (name: string, wrong: string, format: OddFile['format'], bytes: Uint8Array, tasks = NAMES): OddFile => ({
  ...{ name, odd: wrong, bytes, format, tasks },
})

/** Encodings that programs write, and cells that spreadsheets would run. */
export async function oddFiles(): Promise<OddFile[]> {
  const xml = mspdi(NAMES.map((name, index) => ({ uid: index + 1, name })))
  const primavera = pmxml(NAMES.map((name, index) => activity(index + 1, '', name)).join('\n'))
  const table = `name,duration\n${NAMES.map((name) => `${name},1d`).join('\n')}\n`
  const tabbed = xer({ task_name: NAMES[0] ?? '' }).replace('Pour', NAMES[1] ?? '')
  const plain = (await json()).replace('"Dig"', JSON.stringify(NAMES[0])).replace('"Pour"', JSON.stringify(NAMES[1]))
  const formulas = await planOf(FORMULAS)
  return [
    odd('marked.xml', 'a byte order mark', 'mspdi', utf8(MARK + xml)),
    odd('wide.xml', 'UTF-16', 'mspdi', inEncoding(MARK + xml.replace('UTF-8', 'UTF-16'), 'utf16le')),
    odd('wide-big.xml', 'UTF-16, the other way round', 'mspdi', bigEndian(MARK + xml.replace('UTF-8', 'UTF-16'))),
    odd('wide-bare.xml', 'UTF-16 without a mark', 'mspdi', inEncoding(xml.replace('UTF-8', 'UTF-16'), 'utf16le')),
    odd('windows.xml', 'Windows-1252', 'mspdi', windows(xml.replace('UTF-8', 'windows-1252'))),
    odd('marked-p6.xml', 'a byte order mark', 'pmxml', utf8(MARK + primavera)),
    odd('windows-p6.xml', 'Windows-1252', 'pmxml', windows(primavera.replace('UTF-8', 'windows-1252'))),
    odd('windows.xer', 'Windows-1252', 'xer', windows(tabbed)),
    odd('utf8.xer', 'UTF-8', 'xer', utf8(tabbed)),
    odd('late-utf8.xer', 'UTF-8 that shows late', 'xer', utf8(lateIn(tabbed))),
    odd('marked.csv', 'a byte order mark', 'csv', utf8(MARK + table)),
    odd('windows.csv', 'Windows-1252', 'csv', windows(table)),
    odd('wide.csv', 'UTF-16', 'csv', inEncoding(MARK + table, 'utf16le')),
    odd('marked.json', 'a byte order mark', 'json', utf8(MARK + plain)),
    odd('formulas.csv', 'cells that spreadsheets run', 'csv', await bytesOf(writeCsv(tasksTable(formulas))), FORMULAS),
    odd('formulas.xlsx', 'the same', 'xlsx', await bytesOf(writeXlsx(tasksTable(formulas))), FORMULAS),
  ]
}

const CODES: Readonly<Record<string, number>> = { Ü: 0xdc, '–': 0x96, '“': 0x93, '”': 0x94 }

const windows = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => CODES[character] ?? character.charCodeAt(0))

/** Rows of a table that nothing is read from, before the others. */
const lateIn = (text: string): string =>
  text.replace('%T\tPROJECT', `%T\tX\r\n%F\ta\r\n${'%R\tplain\r\n'.repeat(10_000)}%T\tPROJECT`)

async function planOf(names: readonly string[]): Promise<PlanDocument> {
  const document = await readCsv(oneChunk(utf8(`name\n${names.map((_, index) => `Task ${index}`).join('\n')}`)))
  return { ...document, tasks: document.tasks.map((task, index) => ({ ...task, name: names[index] ?? '' })) }
}

async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return joined(...all)
}
