import { type Difference, FIELDS, type Tally } from './compare-schedule.ts'
import type { FolderReport } from './report-folder.ts'

const WIDTH = 11

/** The shape that programs read; keys of fields as in files of the trade. */
export function reportJson({ files, all, evenWork }: FolderReport): unknown {
  return {
    files: files.map((report) =>
      report.error === null
        ? {
            file: report.file,
            ...report.all,
            even_work: report.evenWork,
            parked: report.parked,
            differences: report.differences,
          }
        : { file: report.file, error: report.error },
    ),
    total: { ...all, even_work: evenWork },
  }
}

/** A table of the share of exact values by file, then the differences of each, up to so many. */
export function reportText(report: FolderReport, differencesPerFile: number): string {
  const nameWidth = Math.max(24, ...report.files.map(({ file }) => file.length)) + 2
  const lines = [
    `${'exact of stored'.padEnd(nameWidth)}${'tasks'.padStart(7)}${FIELDS.map((field) => field.padStart(WIDTH + 2)).join('')}`,
  ]
  const row = (name: string, tally: Tally) => {
    const cells = FIELDS.map((field) => `${tally.equal[field]}/${tally.stored[field]}`.padStart(WIDTH + 2))
    lines.push(`${name.padEnd(nameWidth)}${String(tally.tasks).padStart(7)}${cells.join('')}`)
  }
  for (const file of report.files) {
    if (file.error === null) row(file.file, file.all)
    else lines.push(`${file.file.padEnd(nameWidth)} cannot be read: ${file.error}`)
  }
  row('total', report.all)
  row('without split or contour', report.evenWork)
  const { start, finish } = report.evenWork.equal
  lines.push(
    `There, ${share(start, report.evenWork)} of the starts and ${share(finish, report.evenWork)} of the finishes are exact.`,
  )
  lines.push(
    'Each file is taken as an import takes it. Leaf tasks that can be scheduled are counted: no summaries, blank rows, inactive tasks or tasks of other projects.',
  )
  for (const file of report.files) {
    if (file.error !== null) continue
    if (file.parked.length > 0) lines.push('', `${file.file}: ${file.parked.length} rows would wait to be mended`)
    for (const { entity, name, reason } of file.parked) lines.push(`  ${entity} “${name.slice(0, 40)}”: ${reason}`)
    if (file.differences.length === 0) continue
    lines.push('', `${file.file}: ${file.differences.length} differences`)
    for (const difference of file.differences.slice(0, differencesPerFile)) lines.push(differenceLine(difference))
    const rest = file.differences.length - differencesPerFile
    if (rest > 0) lines.push(`  and ${rest} more (see --json)`)
  }
  return lines.join('\n')
}

function differenceLine({ task, name, field, stored, computed, rule }: Difference): string {
  return `  task ${task} “${name.slice(0, 40)}” ${field}: stored ${stored}, computed ${computed}; ${rule}`
}

function share(count: number, { tasks }: Tally): string {
  return tasks === 0 ? 'none' : `${((count / tasks) * 100).toFixed(1)} %`
}
