import type { ImportDateDifference } from '@throughline/contract'
import { type Database, findImportJob, listStoredDates, withTransaction } from '@throughline/database'
import { getPlan, keepDateReport } from '@throughline/domain'
import { schedule } from '@throughline/engine'
import { compareSchedule, documentOfRows, type PlanDocument, planOf, type StoredSchedule } from '@throughline/formats'
import { workflowUrl } from '../workflow-url.ts'
import type { ImportSource } from './import-source.ts'
import type { ReadContext } from './read-import.ts'

/**
 * Compares the dates that a file had stored with those of the plan as it is now, and keeps the differences, each with the
 * rule that explains it.
 */
export async function reportDates(context: ReadContext, source: ImportSource): Promise<void> {
  const { database, temporal } = context
  const document = await readWithStoredDates(database, source)
  const report = document ? compare(document) : { compared: 0, same: 0, differences: [] }
  await withTransaction(database, source, (transaction) =>
    keepDateReport(transaction, source.importId, report, workflowUrl(temporal)),
  )
}

/** The plan as a document whose keys are ids, with the dates of the file; null when it has none, or the plan is gone. */
function readWithStoredDates(database: Database, source: ImportSource): Promise<PlanDocument | null> {
  return withTransaction(database, source, async (transaction) => {
    const job = await findImportJob(transaction, source.importId)
    if (!job?.projectId) return null
    const actor = { organisationId: job.organisationId, personId: job.personId, organisationRole: 'admin' } as const
    const stored = await listStoredDates(transaction, source.importId)
    if (stored.length === 0) return null
    const plan = await getPlan(transaction, actor, job.projectId)
    const byTask = new Map(stored.map((row) => [row.rowId, row]))
    const baselines = plan.baselines.map((baseline) => ({ ...baseline, tasks: [] }))
    const document = documentOfRows({ ...plan, baselines, origins: new Map() })
    const tasks = document.tasks.map((task) => {
      const found = byTask.get(task.key)
      return { ...task, stored: (found?.stored ?? null) as StoredSchedule | null, line: found?.line ?? 0 }
    })
    return { ...document, tasks }
  })
}

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** Rules name rows by their keys, which are ids here; people know them by their names. */
function namesOf({ tasks, resources, links }: PlanDocument): (rule: string) => string {
  const names = new Map([
    ...[...tasks, ...resources].map(({ key, name }) => [key, `“${name}”`] as const),
    ...links.map(({ key, type }) => [key, type] as const),
  ])
  return (rule) => rule.replace(uuid, (id) => names.get(id) ?? id)
}

function compare(document: PlanDocument) {
  const named = namesOf(document)
  const { all, differences } = compareSchedule(document, schedule(planOf(document)))
  const differing = new Set(differences.map(({ task }) => task))
  return {
    compared: all.tasks,
    same: all.tasks - differing.size,
    differences: differences.map(
      ({ task, name, field, stored, computed, rule }): ImportDateDifference => ({
        taskId: task,
        name,
        field,
        stored,
        computed,
        rule: named(rule),
      }),
    ),
  }
}
