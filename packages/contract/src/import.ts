import { z } from 'zod'
import { id, instant, label, revision } from './primitives.ts'

export const importFormat = z.enum(['mspdi', 'csv'])
export const importState = z.enum(['uploaded', 'parsing', 'writing', 'recomputing', 'completed', 'failed', 'cancelled'])

/** A message about one place in the file; line and column count from 1. */
export const filePlace = z.object({ message: z.string(), line: z.int().nullable(), column: z.int().nullable() })

export const importJob = z
  .object({
    id,
    fileName: z.string(),
    format: importFormat,
    byteCount: z.int(),
    state: importState,
    rowsTotal: z.int().nullable(),
    rowsDone: z.int(),
    projectId: id.nullable().meta({ description: 'The project that the import makes; null until it is written' }),
    error: filePlace.nullable(),
    warnings: z.array(filePlace),
    workflowId: z.string(),
    temporalUrl: z.string().nullable(),
    revision,
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'Import' })

export const endedImportStates = ['completed', 'failed', 'cancelled'] as const

export type ImportFormat = z.infer<typeof importFormat>
export type ImportState = z.infer<typeof importState>
export type FilePlace = z.infer<typeof filePlace>
export type ImportJob = z.infer<typeof importJob>
export const importQuery = z.object({
  fileName: label(255),
  projectName: label(200).optional(),
  format: importFormat.optional(),
})
