import { hasAllProjects, type ListedProject, NotFoundError, type Project } from '@throughline/contract'
import { findProjectRow, type ListedProjectRow, listProjectRows, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { measureBy } from '../baselines/variance.ts'
import { presentProjectFor } from './present-project.ts'
import { standingOf } from './project-role.ts'

/** The projects that the actor may see, the most recently changed first. */
export async function listProjects(transaction: Transaction, actor: Actor): Promise<ListedProject[]> {
  const rows = await listProjectRows(transaction, actor.personId, hasAllProjects(actor.organisationRole))
  return rows.flatMap(({ baselineName, baselineFinish, calendars, lastRun, ...row }) => {
    const standing = standingOf(actor, row)
    if (!standing) return []
    const slip = slipOf({ ...row, baselineName, baselineFinish, calendars })
    return { ...presentProjectFor(row, standing), slip, lastRun }
  })
}

type Compared = Pick<ListedProjectRow, 'baselineName' | 'baselineFinish' | 'calendars' | 'finishesAt' | 'calendarId'>

/** How far the finish is from that of the active baseline, if there are both. */
function slipOf({ baselineName, baselineFinish, calendars, finishesAt, calendarId }: Compared): ListedProject['slip'] {
  if (baselineName === null || baselineFinish === null || finishesAt === null) return null
  const minutes = calendars ? measureBy(calendars)(calendarId, baselineFinish, finishesAt) : 0
  return { baselineName, finishesAt: baselineFinish, minutes }
}

/** One project with what the actor is in it; null where they may not look. */
export async function findProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project | null> {
  const row = await findProjectRow(transaction, projectId, actor.personId)
  const standing = row && standingOf(actor, row)
  return standing ? presentProjectFor(row, standing) : null
}

/** Throws NotFoundError where the actor may not look. */
export async function getProject(transaction: Transaction, actor: Actor, projectId: string): Promise<Project> {
  const project = await findProject(transaction, actor, projectId)
  if (!project) throw new NotFoundError('project')
  return project
}
