import {
  type ChangeKind,
  InvalidChangeError,
  newCalendarFields,
  newProjectFields,
  ProblemError,
  type Project,
  type ProjectValues,
  rankOf,
} from '@throughline/contract'
import {
  findProjectRow,
  insertPlanRows,
  insertProject,
  insertStream,
  type PlanState,
  type ProjectRow,
  type Transaction,
  upsertMember,
} from '@throughline/database'
import { v7 as uuid } from 'uuid'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { recordChange } from '../changes/record-change.ts'
import { buildDelta } from '../plans/delta.ts'
import { presentProjectFor } from './present-project.ts'
import { findProject } from './read-projects.ts'

export interface CreateProjectOptions {
  /** Makes the project once per organisation, however often it is asked for. */
  seedKey?: string | undefined
  /** How the first revision came about; `edit` when left out. */
  kind?: ChangeKind | undefined
}

/**
 * Makes a project with a calendar "Standard" and the actor as its owner, as revision 1 of a new stream.
 * An id that the actor may see already, with the same name, answers the project that is there.
 * Throws ProblemError `forbidden`, `conflict` for an id or a seed key that is taken, and InvalidChangeError.
 */
export async function createProject(
  transaction: Transaction,
  actor: Actor,
  values: ProjectValues,
  options: CreateProjectOptions = {},
): Promise<Project> {
  requireOrganisationAct(actor, 'project.create')
  const id = values.id ?? uuid()
  const known = values.id && (await findProject(transaction, actor, id))
  if (known && known.name === values.name) return known
  if (values.scheduleFrom === 'finish' && !values.finishBy)
    throw new InvalidChangeError('body.finishBy', 'A project that is scheduled from its finish needs one.')
  await insertProjectRows(transaction, actor, { ...values, id }, options)
  const row = await writeFirstRevision(transaction, actor, id, options.kind ?? 'edit')
  return presentProjectFor(row, { role: 'owner', acts: null })
}

async function insertProjectRows(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  values: ProjectValues & { id: string },
  options: CreateProjectOptions,
) {
  const { id, startsAt = null } = values
  const project = { id, organisationId, ...newProjectFields(values), startsAt, calendarId: uuid() }
  await insertStream(transaction, organisationId, 'project', id).catch(refuseTakenId)
  await insertProject(transaction, { ...project, seedKey: options.seedKey ?? null }).catch(refuseTakenId)
  await upsertMember(transaction, { organisationId, projectId: id, personId, rank: rankOf('owner') })
}

/** The calendar, and the change set and the event that say how the project began. */
async function writeFirstRevision(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  projectId: string,
  kind: ChangeKind,
): Promise<ProjectRow> {
  const revision = 1
  const row = await getProjectRow(transaction, projectId)
  const calendar = await insertPlanRows(
    transaction,
    'calendar',
    { organisationId, projectId, revision, isAnswered: true },
    [standardCalendar(row.calendarId)],
  )
  const project = { ...row, revision }
  const delta = buildDelta({ from: 0, to: revision, project, rows: { calendar } })
  const record = {
    id: uuid(),
    organisationId,
    projectId,
    revision,
    kind,
    actorId: personId,
    summary: 'Made the project',
    operations: [],
    inverse: [],
    asksRecompute: false,
  }
  await recordChange(transaction, record, { delta, requestsWork: false })
  return project
}

const standardCalendar = (id: string): PlanState<'calendar'> => ({
  id,
  ...newCalendarFields({ name: 'Standard' }),
  fieldRevisions: {},
  isDeleted: false,
})

async function getProjectRow(transaction: Transaction, projectId: string): Promise<ProjectRow> {
  const row = await findProjectRow(transaction, projectId)
  if (!row) throw new Error(`the project ${projectId} was not written`)
  return row
}

function refuseTakenId(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new ProblemError('conflict', { detail: 'There is a project of this id or seed key already.' })
}
