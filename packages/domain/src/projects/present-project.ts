import type { PlanDelta, Project, ProjectStanding } from '@throughline/contract'
import type { ProjectRow } from '@throughline/database'

/** A project as events carry it: the same for everyone who reads. */
export function presentProject(row: ProjectRow): NonNullable<PlanDelta['project']> {
  const { rank: _, acts: __, fieldRevisions: ___, ...project } = row
  return project
}

export const presentProjectFor = (row: ProjectRow, { role, acts }: ProjectStanding): Project => ({
  ...presentProject(row),
  role,
  acts: acts && [...acts],
})
