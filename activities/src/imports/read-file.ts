import type { FilePlace, ImportColumns, ImportFormat, TableMapping } from '@throughline/contract'
import type { ToldFields } from '@throughline/domain'
import { describeTable, MissingColumnError, type PlanDocument, readerFor } from '@throughline/formats'

export interface FileRequest {
  readonly format: ImportFormat
  /** The file from its beginning; a table is looked at before it is read. */
  readonly open: () => AsyncIterable<Uint8Array>
  /** Of a table: how somebody wants it to be read; null: as its header was read before, or else as it is guessed. */
  readonly mapping: TableMapping | null
  readonly findMapping: (header: readonly string[]) => Promise<TableMapping | null>
  readonly onProgress: (rows: number) => void
  /** Whether somebody is asked what the columns of a table are before anything is written. */
  readonly asksForColumns: boolean
}

export interface ReadFile {
  readonly document: PlanDocument
  readonly told: ToldFields
  readonly columns: ImportColumns | null
}

/** A table of which nothing can be read before somebody says what its columns are. */
export interface UnreadTable {
  readonly document: null
  readonly problem: FilePlace
  readonly columns: ImportColumns
}

/** Reads a file of any format. Throws FormatError. */
export async function readFile(request: FileRequest): Promise<ReadFile | UnreadTable> {
  const { format, open } = request
  const columns = format === 'csv' || format === 'xlsx' ? await columnsOf(request, format) : null
  try {
    const document = await readerFor(format)(open(), {
      onProgress: ({ tasks }) => request.onProgress(tasks),
      ...(columns ? { mapping: columns.mapping } : {}),
    })
    return { document, told: toldBy(document), columns }
  } catch (error) {
    if (!columns || !request.asksForColumns || !(error instanceof MissingColumnError)) throw error
    return { document: null, problem: { message: error.message, line: error.line, column: null }, columns }
  }
}

async function columnsOf(request: FileRequest, format: 'csv' | 'xlsx'): Promise<ImportColumns> {
  const described = await describeTable(request.open(), { format })
  const known = request.mapping ?? (await request.findMapping(described.header.map(({ name }) => name)))
  return { ...described, mapping: known ?? described.mapping, remembered: known !== null && request.mapping === null }
}

/** A table names calendars and resources, and says no more of them; of the project it says nothing. */
function toldBy({ told }: PlanDocument): ToldFields {
  if (told === undefined) return {}
  return {
    project: new Set(['customFields']),
    calendar: new Set(['name']),
    resource: new Set(['name']),
    task: new Set(told.taskFields),
    link: told.links ? new Set(['type', 'lagMinutes', 'lagUnit']) : 'nothing',
    assignment: told.assignments ? new Set(['units']) : 'nothing',
    baseline: 'nothing',
  }
}

export const placesOf = (document: PlanDocument): FilePlace[] =>
  document.warnings.map(({ message, line, column }) => ({ message, line, column: column ?? null }))
