import type { Baseline, ChangeOperation, Project } from '@throughline/contract'
import { type EditOutcome, short } from './edits.ts'

/** Captures the dates as they are; the new baseline is the one compared with, where the caller may say so. */
export function captureBaseline(project: Project, text: string, activate: boolean): EditOutcome {
  const name = text.trim()
  if (name === '') return 'A baseline needs a name'
  const id = crypto.randomUUID()
  const operations: ChangeOperation[] = [{ op: 'create', entity: 'baseline', id, values: { name } }]
  if (activate) operations.push({ op: 'update', entity: 'project', id: project.id, patch: { baselineId: id } })
  return { summary: `Set the baseline ${short(name)}`, operations }
}

export function chooseBaseline(project: Project, baseline: Baseline | null): EditOutcome {
  const baselineId = baseline?.id ?? null
  if (baselineId === project.baselineId) return null
  const summary = baseline ? `Compared with the baseline ${short(baseline.name)}` : 'Compared with no baseline'
  return { summary, operations: [{ op: 'update', entity: 'project', id: project.id, patch: { baselineId } }] }
}

export function renameBaseline({ id, name: before }: Baseline, text: string): EditOutcome {
  const name = text.trim()
  if (name === '') return 'A baseline needs a name'
  if (name === before) return null
  const operations: ChangeOperation[] = [{ op: 'update', entity: 'baseline', id, patch: { name } }]
  return { summary: `Renamed the baseline ${short(before)} to ${short(name)}`, operations }
}

/** The active baseline is first made inactive: the plan must not be compared with one that is gone. */
export function deleteBaseline(project: Project, { id, name }: Baseline): EditOutcome {
  const operations: ChangeOperation[] = [{ op: 'delete', entity: 'baseline', id }]
  if (project.baselineId === id) {
    operations.unshift({ op: 'update', entity: 'project', id: project.id, patch: { baselineId: null } })
  }
  return { summary: `Deleted the baseline ${short(name)}`, operations }
}
