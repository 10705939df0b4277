import { z } from 'zod'
import { pointInTime } from './history.ts'
import { flag, plainDate } from './primitives.ts'

/** What goes out, and what type its files have. */
export const exportTypes = {
  mspdi: 'application/xml',
  xer: 'application/octet-stream',
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  ics: 'text/calendar; charset=utf-8',
} as const

export const exportFormat = z.enum(['mspdi', 'xer', 'json', 'csv', 'xlsx', 'svg', 'pdf', 'ics'])
export const tableFormat = z.enum(['csv', 'xlsx'])

/** Lists of a project. */
export const exportTable = z.enum([
  'tasks',
  'links',
  'resources',
  'assignments',
  'calendars',
  'baselines',
  'changes',
  'runs',
  'members',
])

/** Lists of an organisation. */
export const organisationTable = z.enum(['projects', 'people', 'imports', 'audit'])

export const ganttPage = z.enum(['a4', 'a3', 'letter'])

const baselineNumbers = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] as const
const shown = flag().prefault('true')

export const exportQuery = z
  .object({
    format: exportFormat,
    table: exportTable.default('tasks').meta({ description: 'Of `csv` and `xlsx`: which list' }),
    at: pointInTime.optional().meta({ description: 'The plan as it was then' }),
    from: plainDate.optional().meta({ description: 'Of `svg` and `pdf`: the first day that is shown' }),
    to: plainDate.optional().meta({ description: 'The last day that is shown' }),
    zoom: z
      .union([z.enum(['fit', 'auto']), z.coerce.number().min(0.1).max(1_000)])
      .default('auto')
      .meta({ description: 'Days of a centimetre; `fit`: all on one page side by side' }),
    page: ganttPage
      .default('a4')
      .meta({ description: 'Of `pdf`: the size of its pages, which lie on their long side' }),
    critical: shown.meta({ description: 'Whether the critical path stands out' }),
    links: shown.meta({ description: 'Whether links are drawn' }),
    baseline: z
      .enum(['active', 'none', ...baselineNumbers])
      .default('active')
      .meta({ description: 'Which baseline is drawn below the bars: the active one, none, or one by its number' }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    path: ['to'],
    message: 'is before the first day',
  })

export const listQuery = z.object({ table: organisationTable, format: tableFormat })

export type ExportFormat = z.infer<typeof exportFormat>
export type TableFormat = z.infer<typeof tableFormat>
export type ExportTable = z.infer<typeof exportTable>
export type OrganisationTable = z.infer<typeof organisationTable>
export type GanttPage = z.infer<typeof ganttPage>
export type ExportQuery = z.infer<typeof exportQuery>
