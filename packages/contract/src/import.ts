import { z } from 'zod'
import { keptRow } from './history.ts'
import { id, instant, label, page, revision } from './primitives.ts'

export const importFormat = z.enum(['mspdi', 'xer', 'pmxml', 'csv', 'xlsx', 'json'])

/**
 * `fetching`: the file comes from a link, or is waited for. `uploaded` and `parsing`: the file is read, and compared with the plan; nothing is written. `waiting`: for approval.
 * `writing`, `paused`: batch by batch. `parked`: all is written but rows that cannot be taken. `recomputing`: the dates
 * are awaited. `undoing`: one that had ended is being taken back. The others are ends; `undone` one that came after the end.
 */
export const importState = z.enum([
  'fetching',
  'uploaded',
  'parsing',
  'waiting',
  'writing',
  'paused',
  'parked',
  'recomputing',
  'completed',
  'failed',
  'cancelled',
  'expired',
  'undoing',
  'undone',
])
export const endedImportStates = ['completed', 'failed', 'cancelled', 'expired', 'undone'] as const

/** A message about one place in the file; line and column count from 1. */
export const filePlace = z.object({ message: z.string(), line: z.int().nullable(), column: z.int().nullable() })

/** `review`: the difference waits for approval. `at-once`: what can be taken is written as soon as it is read. */
export const importMode = z.enum(['review', 'at-once'])

export const importAction = z.enum(['create', 'update', 'delete', 'unchanged'])

/** How many rows of the file are of which kind; `conflict` and `parked` are counted among the first three too. */
export const importCounts = z.object({
  create: z.int(),
  update: z.int(),
  delete: z.int(),
  unchanged: z.int(),
  conflict: z.int(),
  parked: z.int(),
})

/**
 * A file that is fetched from a link. Of the address there is no more than where it leads: what comes after may be a secret.
 */
export const importLink = z.object({
  origin: z.string().meta({ description: 'Such as `https://plans.example.com`' }),
  bytesDone: z.int().meta({ description: 'How much of the file has come' }),
  bytesTotal: z.int().nullable().meta({ description: 'As the host says; null where it says nothing' }),
  failures: z.int().meta({ description: 'Attempts that came to nothing' }),
  problem: z.string().nullable().meta({ description: 'Why the last one did' }),
  triesAgainAt: instant.nullable().meta({ description: 'When it is attempted again' }),
})

/** The dates that the file stored against ours: tasks compared, those that agree, and those that do not. */
const importReport = z.object({ compared: z.int(), same: z.int(), different: z.int() })

export const importJob = z
  .object({
    id,
    fileName: z.string(),
    format: importFormat.nullable().meta({ description: 'Null until the file is there' }),
    byteCount: z.int().meta({ description: '0 until the file is there' }),
    link: importLink.nullable().meta({ description: 'Where the file is fetched from; null: it was uploaded' }),
    mode: importMode,
    state: importState,
    rowsTotal: z.int().nullable().meta({ description: 'Rows to be written; while parsing, null' }),
    rowsDone: z.int(),
    rowsPerSecond: z.number().nullable().meta({ description: 'Of the present phase' }),
    secondsLeft: z.int().nullable(),
    counts: importCounts.nullable().meta({ description: 'Null until the file has been compared with the plan' }),
    projectId: id.nullable().meta({ description: 'The project that it changes, or made; null until it is written' }),
    makesProject: z.boolean(),
    pauseRequested: z.boolean(),
    cancelRequested: z.enum(['keep', 'roll-back']).nullable(),
    expiresAt: instant.nullable().meta({
      description: 'When one that waits is given up; of one that failed, until when it can be tried again',
    }),
    error: filePlace.nullable(),
    warnings: z.array(filePlace),
    keptCount: z
      .int()
      .nullable()
      .meta({ description: 'Rows that an undo or a roll-back left, because they were changed since; null before one' }),
    report: importReport.nullable().meta({ description: 'Null until the dates have been compared' }),
    workflowId: z.string(),
    temporalUrl: z.string().nullable(),
    revision,
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Import' })

export const importEntity = z.enum(['project', 'calendar', 'task', 'link', 'resource', 'assignment', 'baseline'])

/**
 * A field that the file would change. `before` is what the file's last version said, where there was one; in `conflict`
 * somebody has set the field here since, to something else than the file says now.
 */
export const importField = z.object({
  field: z.string(),
  from: z.unknown().meta({ description: 'As it is in the plan' }),
  to: z.unknown().meta({ description: 'As the file has it' }),
  before: z.unknown().optional(),
  conflict: z.boolean(),
  chosen: z.boolean(),
})

/** What is done with a row: `parked` ones cannot be taken as they stand, `held` ones name such a row. */
export const importRowState = z.enum(['planned', 'parked', 'held', 'written'])

/** One row of the difference between a file and the plan. */
export const importRow = z
  .object({
    number: z.int().meta({ description: 'From 1, in the order of writing' }),
    entity: importEntity,
    rowId: id.meta({ description: 'Of the row in the plan' }),
    name: z.string(),
    line: z.int().nullable(),
    action: importAction,
    state: importRowState,
    chosen: z.boolean(),
    conflict: z.boolean(),
    fields: z.array(importField).meta({ description: 'Of a new row, what it is made of' }),
    problem: z
      .object({ message: z.string(), field: z.string().nullable(), text: z.string().nullable() })
      .nullable()
      .meta({ description: 'Why it cannot be taken, and what the file says there' }),
  })
  .meta({ id: 'ImportRow' })

export const importRowPage = page(importRow)

export const importRowFilter = z.strictObject({
  entity: importEntity.optional(),
  action: importAction.optional(),
  conflict: z.boolean().optional(),
  state: importRowState.optional(),
})

/** Which rows, and of them which fields, are to be written; what is named in neither list stays as it is. */
export const importSelection = z
  .strictObject({
    rows: z.union([z.array(z.int().min(1)).min(1).max(1_000), importRowFilter]),
    chosen: z.boolean(),
    fields: z.array(z.string().max(100)).max(100).optional().meta({ description: 'Left out: the row as a whole' }),
  })
  .meta({ id: 'ImportSelection' })

/** Values for a parked row, by field, as a new row of its kind takes them. */
export const importRowPatch = z
  .strictObject({ values: z.record(z.string().max(100), z.unknown()) })
  .meta({ id: 'ImportRowPatch' })

/** How a table is read. A column of null is not read; `custom:` and a name makes it a custom field. */
export const tableMapping = z
  .strictObject({
    columns: z.array(z.strictObject({ index: z.int().min(0), field: z.string().max(220).nullable() })).max(1_000),
    durationUnit: z.enum(['minutes', 'hours', 'days', 'weeks']),
    dateOrder: z.enum(['year-month-day', 'month-day-year', 'day-month-year']),
  })
  .meta({ id: 'TableMapping' })

/** What a table's columns are taken for: guessed, or as the organisation had it for such a header before. */
export const importColumns = z
  .object({
    mapping: tableMapping,
    remembered: z.boolean(),
    header: z.array(z.object({ index: z.int(), name: z.string(), samples: z.array(z.string()) })),
    fields: z
      .array(z.object({ field: z.string(), label: z.string(), isRequired: z.boolean().default(false) }))
      .meta({ description: 'What a column can be; without a column of one that is required, nothing can be read' }),
  })
  .meta({ id: 'ImportColumns' })

/** A date of a task as the file had it against the one computed here, and the rule that explains the difference. */
export const importDateDifference = z
  .object({
    taskId: id,
    name: z.string(),
    field: z.string(),
    stored: z.union([z.string(), z.number(), z.boolean()]),
    computed: z.union([z.string(), z.number(), z.boolean()]),
    rule: z.string(),
  })
  .meta({ id: 'ImportDateDifference' })

/** What an undo or a roll-back left as it was. */
export const importKept = z
  .object({
    summary: z.string(),
    kept: z.array(keptRow).meta({ description: '1,000 at most' }),
    keptCount: z.int(),
  })
  .meta({ id: 'ImportKept' })

/** What is said of a file that is imported, whether it is uploaded or fetched. */
const importRequest = {
  projectName: label(200).optional(),
  projectId: id.optional().meta({ description: 'The project to bring up to date; left out: a new one' }),
  mode: importMode.default('review'),
  format: importFormat.optional().meta({ description: 'Left out: told by the content' }),
}

export const importQuery = z.object({ fileName: label(255), ...importRequest })

/** A file that the service is to fetch. */
export const linkedImport = z
  .strictObject({
    url: z.string().min(1).max(2_000).meta({
      description:
        'Of https or http, without name and password. Its host has to be a public one; redirects are refused.',
    }),
    fileName: label(255).optional().meta({ description: 'Left out: the last part of the path' }),
    ...importRequest,
  })
  .meta({ id: 'LinkedImport' })

/** `keep`: what is written stays. `roll-back`: it is taken away. */
export const importCancel = z.strictObject({ written: z.enum(['keep', 'roll-back']).default('roll-back') })

export type ImportFormat = z.infer<typeof importFormat>
export type ImportState = z.infer<typeof importState>
export type ImportMode = z.infer<typeof importMode>
export type ImportAction = z.infer<typeof importAction>
export type ImportEntity = z.infer<typeof importEntity>
export type ImportCounts = z.infer<typeof importCounts>
export type FilePlace = z.infer<typeof filePlace>
export type ImportJob = z.infer<typeof importJob>
export type LinkedImport = z.infer<typeof linkedImport>
export type ImportField = z.infer<typeof importField>
export type ImportRow = z.infer<typeof importRow>
export type ImportRowState = z.infer<typeof importRowState>
export type ImportRowFilter = z.infer<typeof importRowFilter>
export type ImportSelection = z.infer<typeof importSelection>
export type TableMapping = z.infer<typeof tableMapping>
export type ImportColumns = z.infer<typeof importColumns>
export type ImportKept = z.infer<typeof importKept>
export type ImportDateDifference = z.infer<typeof importDateDifference>
