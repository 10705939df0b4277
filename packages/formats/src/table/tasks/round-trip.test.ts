import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyDocument } from '../../../test-support/any-document.ts'
import { readCsv } from '../../csv/read-csv.ts'
import { writeCsv } from '../../csv/write-csv.ts'
import type { DocumentTask, PlanDocument, StoredSchedule } from '../../plan-document.ts'
import { assignmentKey, linkKey } from '../../row-keys.ts'
import { readXlsx } from '../../xlsx/read-xlsx.ts'
import { writeXlsx } from '../../xlsx/write-xlsx.ts'
import { describeTable } from '../describe-table.ts'
import { taskIds } from './task-ids.ts'
import { calendarLabels } from './task-words.ts'
import { tasksTable } from './tasks-table.ts'

/** What a table of tasks carries of a document, called by what it calls things by. */
function carried(document: PlanDocument) {
  const ids = taskIds(document)
  const idOf = (key: string | null) => (key === null ? null : (ids.get(key) ?? ''))
  const calendars = calendarLabels(document)
  const names = new Map(document.resources.map(({ key, name }) => [key, name.toLowerCase()]))
  return {
    lengths: [document.minutesPerDay, document.minutesPerWeek, document.daysPerMonth],
    customFields: document.customFields,
    tasks: document.tasks.map((task) => ({
      ...task,
      key: idOf(task.key),
      parentKey: idOf(task.parentKey),
      calendarKey: task.calendarKey === null ? null : calendars.get(task.calendarKey),
      stored: carriedSchedule(task.stored),
      ...NOT_CARRIED,
    })),
    links: document.links.map(({ predecessorKey, successorKey, type, lagMinutes, lagUnit }) => {
      const [predecessor, successor] = [idOf(predecessorKey) ?? '', idOf(successorKey) ?? '']
      return { key: linkKey(predecessor, successor, type), predecessor, successor, type, lagMinutes, lagUnit }
    }),
    assignments: unitsOf(document, idOf, names),
  }
}

const NOT_CARRIED: Partial<DocumentTask> = { line: 1, splits: [], baselines: [], external: null, extra: null }

function carriedSchedule(stored: StoredSchedule | null) {
  if (stored === null) return null
  const { start, finish, totalSlackMinutes, isCritical } = stored
  const isEmpty = start === null && finish === null && totalSlackMinutes === null && isCritical === null
  return isEmpty ? null : { start, finish, totalSlackMinutes, isCritical }
}

/** Resources of one name are one. */
function unitsOf(
  { assignments }: PlanDocument,
  idOf: (key: string) => string | null,
  names: ReadonlyMap<string, string>,
): Record<string, number> {
  const units: Record<string, number> = {}
  for (const assignment of assignments) {
    const key = assignmentKey(idOf(assignment.taskKey) ?? '', names.get(assignment.resourceKey) ?? '')
    units[key] = Math.min((units[key] ?? 0) + assignment.units, 1_000)
  }
  return units
}

/** As the import does it that shows people the columns first. */
async function throughMapping(document: PlanDocument): Promise<PlanDocument> {
  const { mapping } = await describeTable(writeCsv(tasksTable(document)), { format: 'csv' })
  return readCsv(writeCsv(tasksTable(document)), { mapping })
}

describe('tables of tasks', () => {
  it.each([
    ['CSV', 200, (document: PlanDocument) => readCsv(writeCsv(tasksTable(document)))],
    ['CSV with the mapping that it is described with', 60, throughMapping],
    ['XLSX', 60, (document: PlanDocument) => readXlsx(writeXlsx(tasksTable(document)))],
  ] as const)('come back from %s as they went', async (_format, numRuns, through) => {
    await fc.assert(
      fc.asyncProperty(anyDocument(), async (document) => {
        const back = await through(document)
        expect(back.faults).toEqual([])
        expect(carried(back)).toEqual(carried(document))
      }),
      { numRuns },
    )
  })
})
