import { FormatError } from '../format-error.ts'

export function notASpreadsheet(reason: string): FormatError {
  return new FormatError(`The file is not a spreadsheet (XLSX) that can be read: ${reason}`, { line: 1, column: 0 })
}
