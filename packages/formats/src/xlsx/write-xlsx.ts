import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Table } from '../table/write/table.ts'
import { sheetXml } from './sheet-xml.ts'
import { workbookParts } from './workbook-xml.ts'

/**
 * The table as a spreadsheet of one sheet, packed as its rows come: typed cells, the header kept in view, and the rows of
 * an outline grouped. Text stays text in it, whatever it begins with, so that nothing has to be put before it.
 */
export async function* writeXlsx(table: Table): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const sheet = Readable.from(sheetXml(table))
  sheet.on('error', (error) => output.destroy(error))
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, xml } of workbookParts(table.name)) zip.addBuffer(Buffer.from(xml), name)
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  try {
    for await (const chunk of output) yield chunk as Uint8Array
  } finally {
    sheet.destroy()
    output.destroy()
  }
}
