import { type ExportFormat, type ExportQuery, exportTypes, ProblemError } from '@throughline/contract'
import { type PlanExport, readPlanExport } from '@throughline/domain'
import { writeJson, writeMspdi, writeXer } from '@throughline/formats'
import {
  type CalendarEntry,
  GanttError,
  type GanttOptions,
  writeCalendar,
  writeGanttPdf,
  writeGanttSvg,
} from '@throughline/formats/outgoing'
import type { FileCall, FilePieces, FileWriter } from '../file-call.ts'
import { entryOf } from './calendar-entry.ts'
import { documentOf } from './document-of.ts'
import { fileNameOf } from './file-name.ts'
import { projectTable } from './project-tables.ts'
import { tableFile } from './table-file.ts'
import { wallTimeIn } from './wall-time-now.ts'

type Call = FileCall<'exportProject'>
type PlanFormat = Exclude<ExportFormat, 'csv' | 'xlsx'>

const endings: Record<PlanFormat, string> = {
  mspdi: 'xml',
  xer: 'xer',
  json: 'json',
  svg: 'svg',
  pdf: 'pdf',
  ics: 'ics',
}

export const exportProject: FileWriter<'exportProject'> = async (call) => {
  const { query } = call
  const { format, table } = query
  if (format === 'csv' || format === 'xlsx') return tableFile(await projectTable(call, table), format)
  const { params, actor } = call
  const found = await call.read((transaction) => readPlanExport(transaction, actor, params.projectId, query.at))
  return {
    fileName: fileNameOf(found.plan.project.name, endings[format]),
    contentType: exportTypes[format],
    pieces: writers[format](found, call),
  }
}

const writers: Record<PlanFormat, (found: PlanExport, call: Call) => FilePieces> = {
  json: (found) => writeJson(documentOf(found)),
  xer: (found) => writeXer(documentOf(found)),
  mspdi: (found) => writeMspdi(documentOf(found)),
  svg: (found, { query }) => told(writeGanttSvg(documentOf(found), ganttOptions(found, query))),
  pdf: (found, { query }) => told(writeGanttPdf(documentOf(found), ganttOptions(found, query))),
  ics: ({ plan: { project, tasks } }, { settings }) =>
    writeCalendar(
      {
        name: project.name,
        host: new URL(settings.publicUrl).host,
        timeZone: project.timeZone,
        writtenAt: new Date(),
      },
      entriesOf(project, tasks, settings.publicUrl),
    ),
}

/** Errors of a chart are told to who asked for it. */
async function* told(pieces: AsyncGenerator<string | Uint8Array>): AsyncGenerator<string | Uint8Array> {
  try {
    yield* pieces
  } catch (error) {
    throw error instanceof GanttError ? new ProblemError('bad-request', { detail: error.message }) : error
  }
}

function ganttOptions({ plan: { project, baselines } }: PlanExport, query: ExportQuery): GanttOptions {
  const { from = null, to = null, zoom, page, critical, links, baseline } = query
  const active = baselines.find(({ id }) => id === project.baselineId)?.number ?? null
  return {
    ...{ from, to, zoom, page },
    showsCritical: critical,
    showsLinks: links,
    baseline: baseline === 'none' ? null : baseline === 'active' ? active : Number(baseline),
    printedAt: wallTimeIn(project.timeZone, new Date()),
  }
}

/** What is done of a project, without what only sums it up. */
function* entriesOf(
  project: PlanExport['plan']['project'],
  tasks: PlanExport['plan']['tasks'],
  publicUrl: string,
): Generator<CalendarEntry> {
  const place = { projectId: project.id, projectName: project.name, timeZone: project.timeZone }
  for (const { earlyStart, earlyFinish, isSummary, isActive, ...task } of tasks) {
    if (isSummary || !isActive || earlyStart === null || earlyFinish === null) continue
    yield entryOf({ ...task, ...place, earlyStart, earlyFinish }, publicUrl)
  }
}
