import { exportTypes, type TableFormat } from '@throughline/contract'
import { type Table, writeCsv, writeXlsx } from '@throughline/formats'
import type { FileAnswer } from '../file-call.ts'
import { fileNameOf } from './file-name.ts'

export interface NamedTable {
  /** Of the file. */
  readonly title: string
  readonly table: Table
}

const writers = { csv: writeCsv, xlsx: writeXlsx } as const

export const tableFile = ({ title, table }: NamedTable, format: TableFormat): FileAnswer => ({
  fileName: fileNameOf(title, format),
  contentType: exportTypes[format],
  pieces: writers[format](table),
})
