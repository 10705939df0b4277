import type { PlanDelta, Project, ProjectRole } from '@throughline/contract'
import type { ProjectRow } from '@throughline/database'

/** A project as events carry it: the same for everyone who reads. */
export function presentProject(row: ProjectRow): NonNullable<PlanDelta['project']> {
  const { rank: _, fieldRevisions: __, ...project } = row
  return project
}

export const presentProjectFor = (row: ProjectRow, role: ProjectRole): Project => ({ ...presentProject(row), role })
