import {
  type ChangeAnswer,
  type ChangeKind,
  type ChangeOperation,
  type FieldConflict,
  NotFoundError,
  ProblemError,
} from '@throughline/contract'
import {
  findChangeSetRow,
  findProjectRow,
  insertWorkRequest,
  lockStream,
  type Transaction,
  takeRevision,
  touchProject,
} from '@throughline/database'
import { faultPoint } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { buildEventDelta } from '../plans/delta.ts'
import { requireAct, requireProjectRole } from '../projects/project-role.ts'
import { announceAssignments } from './announce-assignments.ts'
import { applyOperations } from './apply-operations.ts'
import { loadWorkingSet } from './load-working-set.ts'
import { presentChangeSet } from './present-change-set.ts'
import { recordChange } from './record-change.ts'
import { refuseCycle } from './refuse-cycle.ts'
import { requiredActs } from './required-acts.ts'
import { storeWorkingSet } from './store-working-set.ts'
import { findStoredAnswer } from './stored-answer.ts'
import { summarise } from './summarise.ts'
import { inverseOf, type WorkingSet } from './working-set.ts'

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
  const { projectId, operations } = change
  const head = await lockStream(transaction, projectId)
  if (head === null) throw new NotFoundError('project')
  await requireRole(transaction, actor, change)
  const stored = change.id && (await findStoredAnswer(transaction, projectId, change.id))
  if (stored) return stored
  const set = await loadWorkingSet(transaction, projectId, operations, {
    ifMatch: change.ifMatch,
    head,
    actHead: change.actHead,
  })
  applyOperations(set, operations)
  refuseConflicts(set.outcome.conflicts)
  if (set.outcome.mayClose && !change.isPart) await refuseCycle(transaction, set)
  await faultPoint('edit:validated')
  return write(transaction, actor, change, set)
}

async function requireRole(transaction: Transaction, actor: Actor, { projectId, operations }: ChangeRequest) {
  const role = await requireProjectRole(transaction, actor, projectId, 'project.read')
  for (const act of requiredActs(operations)) requireAct(role, act)
}

function refuseConflicts(conflicts: FieldConflict[]) {
  if (conflicts.length === 0) return
  const fields = [...new Set(conflicts.map((conflict) => conflict.field))].join(', ')
  throw new ProblemError('field-conflict', { detail: `Someone changed the same since: ${fields}.`, conflicts })
}

async function write(
  transaction: Transaction,
  actor: Actor,
  change: ChangeRequest,
  set: WorkingSet,
): Promise<ChangeAnswer> {
  const { organisationId, personId } = actor
  const { projectId, kind, id = uuid(), summary = summarise(set), actId, revertsActId, isPart } = change
  const { outcome } = set
  const revision = await takeRevision(transaction, projectId)
  const written = await storeWorkingSet(transaction, set, { organisationId, projectId, revision })
  await touchProject(transaction, projectId, revision, outcome.movesDates)
  const project = await findProjectRow(transaction, projectId)
  const delta = buildEventDelta({ from: revision - 1, to: revision, project, ...written })
  const record = {
    id,
    organisationId,
    projectId,
    revision,
    kind,
    actorId: personId,
    summary,
    operations: outcome.operations,
    inverse: inverseOf(set),
    asksRecompute: outcome.movesDates,
    actId,
    revertsActId,
  }
  await recordChange(transaction, record, delta)
  // Imports and seeds come in batches too; who writes their last one asks.
  if (outcome.movesDates && !isPart && kind !== 'import' && kind !== 'seed')
    await insertWorkRequest(transaction, { organisationId, kind: 'recompute', subjectId: projectId, revision })
  await announceAssignments(transaction, actor, kind, set)
  const row = await findChangeSetRow(transaction, id)
  if (!row) throw new Error(`the change set ${id} was not written`)
  return { changeSet: presentChangeSet(row), revision, created: outcome.created, delta }
}
