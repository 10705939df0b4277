import {
  type ChangeAnswer,
  type ChangeKind,
  type ChangeOperation,
  InvalidChangeError,
  maximumLinks,
  maximumTasks,
  mayInProject,
  NotFoundError,
  type PlanDelta,
} from '@throughline/contract'
import {
  allInOrder,
  type ChangeGround,
  findChangeGround,
  getLinkCount,
  getTaskCount,
  lockStream,
  type ProjectRow,
  type Transaction,
} from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { buildDelta, maximumDeltaRows } from '../plans/delta.ts'
import { requireAct, requireStanding } from '../projects/project-role.ts'
import { announceAssignments } from './announce-assignments.ts'
import { announceComments } from './announce-comments.ts'
import { applyOperations } from './apply-operations.ts'
import { refuseConflicts } from './field-conflicts.ts'
import { readTouched } from './load-working-set.ts'
import { presentChangeSet } from './present-change-set.ts'
import { recordChange } from './record-change.ts'
import { refuseCycle } from './refuse-cycle.ts'
import { refuseOthersComments } from './refuse-others-comments.ts'
import { requiredActs } from './required-acts.ts'
import { storeWorkingSet, touchedCount, type Written } from './store-working-set.ts'
import { findStoredAnswer } from './stored-answer.ts'
import { summarise } from './summarise.ts'
import { createWorkingSet, inverseOf, type WorkingSet } from './working-set.ts'

export interface ChangeRequest {
  projectId: string
  operations: readonly ChangeOperation[]
  kind: ChangeKind
  summary?: string | undefined
  /** The revision that the caller saw: fields that a person set since then conflict. */
  ifMatch?: number | undefined
  /** Applying the same id again answers what it answered first. */
  id?: string | undefined
  /** The act that this change set is part of; left out: it is one of its own. */
  actId?: string | undefined
  /** Of an act in several change sets: the head when it began. What came after it is its own, and no conflict. */
  actHead?: number | undefined
  /** The act that an undo or a redo takes back. */
  revertsActId?: string | undefined
  /** One of several of an act: its caller has looked for circles, and asks for the recompute when all are written. */
  isPart?: boolean | undefined
}

/**
 * Applies operations atomically, as the next revision of the project. Everything that changes a plan comes through here.
 * Throws NotFoundError, InvalidChangeError with the place in the request, and ProblemErrors `forbidden`,
 * `field-conflict`, `link-cycle` and `conflict`; the caller's transaction is then to be rolled back.
 */
export async function applyChangeSet(
  transaction: Transaction,
  actor: Actor,
  change: ChangeRequest,
): Promise<ChangeAnswer> {
  const { projectId, operations, ifMatch, actHead } = change
  // Rows are read behind the lock, in the same round trip: a statement sees what was committed before it began.
  const newLinks = placesOfNew('link', operations)
  const [{ head, ground, standing }, touched, stored, linkCount] = await allInOrder([
    lockGround(transaction, actor, change),
    readTouched(transaction, projectId, operations),
    change.id ? findStoredAnswer(transaction, projectId, change.id) : null,
    newLinks.length > 0 ? getLinkCount(transaction, projectId) : 0,
  ])
  if (stored) return stored
  refuseTooMany('tasks', ground.project.taskCount, placesOfNew('task', operations))
  refuseTooMany('links', linkCount, newLinks)
  const actorId = actor.personId
  const set = createWorkingSet({ projectId, actorId, ifMatch, head, actHead, project: ground.project, ...touched })
  applyOperations(set, operations)
  // What an undo leaves as it is, it has found out.
  if (!change.revertsActId) refuseOthersComments(set, operations, mayInProject(standing, 'comment.remove'))
  refuseConflicts(set.outcome.conflicts)
  if (set.outcome.mayClose && !change.isPart) await refuseCycle(transaction, set)
  await faultPoint('edit:validated')
  return write(transaction, actor, change, { set, ground })
}

/** Locks the project's stream and reads what the change starts from. */
async function lockGround(transaction: Transaction, actor: Actor, { projectId, operations }: ChangeRequest) {
  const [head, ground] = await Promise.all([
    lockStream(transaction, projectId),
    findChangeGround(transaction, projectId, actor.personId),
  ])
  if (head === null || !ground) throw new NotFoundError('project')
  return { head, ground, standing: requireRole(actor, ground, operations) }
}

function requireRole(actor: Actor, { project }: ChangeGround, operations: readonly ChangeOperation[]) {
  const standing = requireStanding(actor, project, 'project.read')
  for (const act of requiredActs(operations)) requireAct(standing, act)
  return standing
}

const most = { tasks: maximumTasks, links: maximumLinks } as const

/** A plan stays as large as can be computed and shown. */
function refuseTooMany(rows: keyof typeof most, present: number, places: readonly number[]) {
  const first = places[Math.max(0, most[rows] - present)]
  if (first === undefined) return
  throw new InvalidChangeError(`operations.${first}`, `A project has ${most[rows]} ${rows} at most.`)
}

const placesOfNew = (kind: 'task' | 'link', operations: readonly ChangeOperation[]): number[] =>
  operations.flatMap(({ entity, op }, at) => (entity === kind && op === 'create' ? [at] : []))

async function write(
  transaction: Transaction,
  actor: Actor,
  change: ChangeRequest,
  { set, ground }: { set: WorkingSet; ground: ChangeGround },
): Promise<ChangeAnswer> {
  const { organisationId, personId } = actor
  const { projectId, kind, id = uuid(), summary = summarise(set), actId = id, revertsActId, isPart } = change
  const { operations, movesDates: asksRecompute, created } = set.outcome
  const revision = set.head + 1
  // Nobody is sent more rows than a delta has: they are neither answered nor waited for.
  const isAnswered = touchedCount(set) <= maximumDeltaRows
  const storing = storeWorkingSet(transaction, set, { organisationId, projectId, revision, isAnswered })
  const delta = isAnswered ? await deltaOf(transaction, { set, ground }, revision, storing) : null
  const record = { id, organisationId, projectId, revision, kind, actorId: personId, summary }
  const content = { operations, inverse: inverseOf(set), asksRecompute, actId, revertsActId }
  // Imports and seeds come in batches too; who writes their last one asks.
  const requestsWork = asksRecompute && !isPart && kind !== 'import' && kind !== 'seed'
  await allInOrder([storing, recordChange(transaction, { ...record, ...content }, { delta, requestsWork })])
  await announceAssignments(transaction, actor, kind, set)
  await announceComments(transaction, actor, kind, set)
  const row = {
    ...record,
    ...nothingYet,
    ...{ asksRecompute, actId, revertsActId: revertsActId ?? null, operationCount: operations.length },
    ...{ actorName: ground.actorName, createdAt: ground.now, waitingAhead: ground.waitingAhead },
  }
  const changeSet = presentChangeSet(row, holdAfter(ground.project, asksRecompute))
  return { changeSet, revision, created, delta }
}

/** No run has seen a change set that is just being written, and nobody has taken it back. */
const nothingYet = {
  runId: null,
  coveredAt: null,
  runNumber: null,
  resultRevision: null,
  failedRunId: null,
  runningRunId: null,
  runningNumber: null,
  revertedById: null,
}

async function deltaOf(
  transaction: Transaction,
  changed: { set: WorkingSet; ground: ChangeGround },
  revision: number,
  storing: Promise<Written>,
): Promise<PlanDelta> {
  const written = await storing
  const project = await projectAfter(transaction, changed, revision)
  return buildDelta({ from: revision - 1, to: revision, project, ...written })
}

/** The next recompute makes up for one that was cancelled; a pause lasts. */
const holdAfter = ({ recomputeHold }: ProjectRow, asksRecompute: boolean): ProjectRow['recomputeHold'] =>
  asksRecompute && recomputeHold?.state === 'cancelled' ? null : recomputeHold

/** The project as this revision leaves it. */
async function projectAfter(
  transaction: Transaction,
  { set, ground }: { set: WorkingSet; ground: ChangeGround },
  revision: number,
): Promise<ProjectRow> {
  const before = ground.project
  const mayCount = set.outcome.operations.some(({ entity, op }) => entity === 'task' && op !== 'update')
  return {
    ...before,
    ...set.project,
    revision,
    inputRevision: set.outcome.movesDates ? revision : before.inputRevision,
    recomputeHold: holdAfter(before, set.outcome.movesDates),
    taskCount: mayCount ? await getTaskCount(transaction, set.projectId) : before.taskCount,
    updatedAt: ground.now,
  }
}
