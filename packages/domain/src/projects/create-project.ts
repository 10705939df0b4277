import {
  mayInOrganisation,
  ProblemError,
  type Project,
  type ProjectValues,
  rankOf,
  standardWeek,
} from '@throughline/contract'
import {
  findProjectRow,
  insertChangeSet,
  insertEvent,
  insertPlanRows,
  insertProject,
  insertStream,
  type PlanState,
  type Transaction,
  takeRevision,
  touchProject,
  upsertMember,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { buildDelta } from '../plans/delta.ts'
import { presentProjectFor } from './present-project.ts'
import { findProject } from './read-projects.ts'

export interface CreateProjectOptions {
  /** Makes the project once per organisation, however often it is asked for. */
  seedKey?: string | undefined
  /** How the first revision came about; `edit` when left out. */
  kind?: 'edit' | 'import' | 'seed' | undefined
}

/**
 * Makes a project with a calendar "Standard" and the actor as its owner, as revision 1 of a new stream.
 * An id that the actor may see already, with the same name, answers the project that is there.
 * Throws ProblemError `forbidden`, and `conflict` for an id or a seed key that is taken.
 */
export async function createProject(
  transaction: Transaction,
  actor: Actor,
  values: ProjectValues,
  options: CreateProjectOptions = {},
): Promise<Project> {
  if (!mayInOrganisation(actor.organisationRole, 'project.create')) throw new ProblemError('forbidden')
  const id = values.id ?? uuid()
  const known = values.id && (await findProject(transaction, actor, id))
  if (known && known.name === values.name) return known
  const { organisationId, personId } = actor
  const calendar: PlanState<'calendar'> = {
    id: uuid(),
    name: 'Standard',
    week: standardWeek,
    exceptions: [],
    fieldRevisions: {},
    isDeleted: false,
  }
  await insertStream(transaction, organisationId, 'project', id).catch(refuseTakenId)
  await insertProject(transaction, {
    id,
    organisationId,
    name: values.name,
    description: values.description ?? '',
    startsAt: values.startsAt ?? null,
    timeZone: values.timeZone ?? 'UTC',
    calendarId: calendar.id,
    seedKey: options.seedKey ?? null,
  }).catch(refuseTakenId)
  await upsertMember(transaction, { organisationId, projectId: id, personId, rank: rankOf('owner') })
  const revision = await takeRevision(transaction, id)
  const calendars = await insertPlanRows(transaction, 'calendar', { organisationId, projectId: id, revision }, [
    calendar,
  ])
  await touchProject(transaction, id, revision, false)
  const kind = options.kind ?? 'edit'
  const summary = 'Made the project'
  const changeSetId = uuid()
  await insertChangeSet(transaction, {
    id: changeSetId,
    organisationId,
    projectId: id,
    revision,
    kind,
    actorId: personId,
    summary,
    operations: [],
    inverse: [],
    asksRecompute: false,
  })
  const project = await findProjectRow(transaction, id)
  if (!project) throw new Error(`the project ${id} was not written`)
  await insertEvent(transaction, {
    organisationId,
    kind: 'project',
    streamId: id,
    revision,
    type: 'plan.changed',
    payload: {
      changeSetId,
      kind,
      actorId: personId,
      summary,
      delta: buildDelta({ from: 0, to: revision, project, rows: { calendar: calendars } }),
    },
  })
  return presentProjectFor(project, 'owner')
}

function refuseTakenId(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new ProblemError('conflict', { detail: 'There is a project of this id or seed key already.' })
}
