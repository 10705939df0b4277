import { FormatError } from '../format-error.ts'
import { cut } from '../limits.ts'
import { boundedRows, type SourceRow } from '../table/source-row.ts'
import { readNumberKinds } from './number-formats.ts'
import { readSharedStrings } from './shared-strings.ts'
import { type SheetContext, sheetRows } from './sheet-rows.ts'
import { spoolZip } from './spool.ts'
import { readWorkbook, type Workbook, type WorkbookSheet } from './workbook.ts'
import { openZip } from './zip-parts.ts'

export interface XlsxOptions {
  readonly onBytes: (bytes: number) => void
  /** Whether rows are the beginning of what is looked for, to find its sheet. */
  readonly isTable: (head: readonly SourceRow[]) => boolean
  /** The name of the sheet, or null to find it. */
  readonly sheet: string | null
}

const LOOKED_AT = 20

/** The rows of one sheet of a spreadsheet, some at once. Throws FormatError for a file that is none, damaged or too large. */
export async function* xlsxRows(
  source: AsyncIterable<Uint8Array>,
  { onBytes, isTable, sheet }: XlsxOptions,
): AsyncGenerator<readonly SourceRow[]> {
  const file = await spoolZip(source, onBytes)
  try {
    const zip = await openZip(file.path)
    try {
      const workbook = await readWorkbook(zip)
      const context: SheetContext = {
        strings: await readSharedStrings(zip, workbook.sharedStrings),
        kinds: await readNumberKinds(zip, workbook.styles),
        is1904: workbook.is1904,
      }
      const rowsOf = ({ part }: WorkbookSheet) => sheetRows(zip.read(part), part, context)
      const chosen = sheet === null ? await findSheet(workbook, rowsOf, isTable) : namedSheet(workbook, sheet)
      if (chosen !== null) yield* rowsOf(chosen)
    } finally {
      zip.close()
    }
  } finally {
    await file.remove()
  }
}

function namedSheet({ sheets }: Workbook, name: string): WorkbookSheet {
  const found = sheets.find((sheet) => sheet.name === name)
  if (found !== undefined) return found
  const names = sheets.map((sheet) => `“${cut(sheet.name, 60)}”`).slice(0, 20)
  throw new FormatError(`The spreadsheet has no sheet “${name}”; it has ${names.join(', ')}`, { line: 1, column: 0 })
}

/** The first that can be seen and begins with such a table, else the first that can be seen and has anything. */
async function findSheet(
  { sheets }: Workbook,
  rowsOf: (sheet: WorkbookSheet) => AsyncGenerator<readonly SourceRow[]>,
  isTable: (head: readonly SourceRow[]) => boolean,
): Promise<WorkbookSheet | null> {
  let filled: WorkbookSheet | null = null
  for (const sheet of sheets.filter(({ isVisible }) => isVisible)) {
    const head: SourceRow[] = []
    for await (const rows of boundedRows(rowsOf(sheet))) if (head.push(...rows.slice(0, LOOKED_AT)) >= LOOKED_AT) break
    if (isTable(head.slice(0, LOOKED_AT))) return sheet
    if (head.length > 0) filled ??= sheet
  }
  return filled
}
