import {
  type ChangeAnswer,
  type ChangeOperation,
  maximumOperations,
  mayInProject,
  NotFoundError,
  type RevertAnswer,
} from '@throughline/contract'
import { insertWorkRequest, listActParts, lockStream, type Transaction } from '@throughline/database'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { applyChangeSet } from '../changes/apply-change-set.ts'
import { loadWorkingSet } from '../changes/load-working-set.ts'
import { partSummary } from '../changes/part-summary.ts'
import { type Circle, findCircle, refuseCircle } from '../changes/refuse-cycle.ts'
import { requiredActs } from '../changes/required-acts.ts'
import type { WorkingSet } from '../changes/working-set.ts'
import { requireAct, requireProjectRole } from '../projects/project-role.ts'
import { type Direction, findRevert, type Revert, type RevertRequest } from './find-revert.ts'
import { type ActPart, planRevert, type RevertPlan } from './plan-revert.ts'
import { presentKept } from './present-kept.ts'

/**
 * Takes an act back as change sets of a new act, as far as nobody changed the same since; answers what was kept. What
 * others did is never refused and never lost, except for a circle that leaving things out does not open.
 * Throws NotFoundError, and ProblemErrors `conflict` (nothing to take back, or it is taken back), `forbidden`, `link-cycle`.
 */
export async function revert(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  direction: Direction,
  request: RevertRequest,
): Promise<RevertAnswer> {
  const head = await lockStream(transaction, projectId)
  if (head === null) throw new NotFoundError('project')
  const standing = await requireProjectRole(transaction, actor, projectId, 'project.read')
  const found = await findRevert(transaction, actor, projectId, direction, request)
  if (request.scope === 'project' || found.actorId !== actor.personId) requireAct(standing, 'plan.change')
  const parts = await listActParts(transaction, projectId, found.appliedActId)
  const inverse = parts.flatMap((part) => part.inverse)
  for (const act of requiredActs(inverse)) requireAct(standing, act)
  const load = () => loadWorkingSet(transaction, projectId, inverse, { actorId: actor.personId, head })
  const mayRemove = mayInProject(standing, 'comment.remove')
  const { set, plan } = await planWithoutCircle(transaction, load, parts, mayRemove)
  const kept = await presentKept(transaction, set, plan.kept)
  const actId = uuid()
  const answers = await writeParts(transaction, actor, { projectId, actId, revert: found }, plan.operations)
  const last = answers.at(-1) as ChangeAnswer
  return {
    actId,
    revertsActId: found.revertsActId,
    summary: found.summary,
    changeSets: answers.map((answer) => answer.changeSet),
    revision: last.revision,
    kept,
    keptCount: plan.kept.length,
    delta: answers.length === 1 ? last.delta : null,
  }
}

/** Links and moves that would close a circle with what others did since are left out, as long as that opens it. */
async function planWithoutCircle(
  transaction: Transaction,
  load: () => Promise<WorkingSet>,
  parts: readonly ActPart[],
  mayRemove: boolean,
): Promise<{ set: WorkingSet; plan: RevertPlan }> {
  const excluded = new Set<string>()
  for (;;) {
    const set = await load()
    const plan = planRevert(set, parts, { excluded, mayRemove })
    const circle = set.outcome.mayClose ? await findCircle(transaction, set) : null
    if (!circle) return { set, plan }
    const closing = closingIds(set, plan.operations, circle)
    if (closing.length === 0) refuseCircle(circle)
    for (const id of closing) excluded.add(id)
  }
}

/** Links that come back and tasks that move, between tasks of a circle or summaries above them. */
function closingIds(set: WorkingSet, operations: readonly ChangeOperation[], { tasks, parentOf }: Circle): string[] {
  const within = new Set<string>()
  for (const task of tasks)
    for (let id: string | null = task.id; id && !within.has(id); id = parentOf.get(id) ?? null) within.add(id)
  return operations.flatMap((operation) => {
    const { op, entity, id } = operation
    const link = op === 'restore' && entity === 'link' && set.rows.link.get(operation.id)
    if (link && within.has(link.predecessorId) && within.has(link.successorId)) return link.id
    return op === 'update' && entity === 'task' && 'parentId' in operation.patch && within.has(id) ? id : []
  })
}

/** Everything goes through the one door, in change sets of bounded size; one recompute follows them all. */
async function writeParts(
  transaction: Transaction,
  actor: Actor,
  { projectId, actId, revert: found }: { projectId: string; actId: string; revert: Revert },
  operations: readonly ChangeOperation[],
): Promise<ChangeAnswer[]> {
  const count = Math.max(1, Math.ceil(operations.length / maximumOperations))
  const answers: ChangeAnswer[] = []
  for (let index = 0; index < count; index++) {
    const part = {
      projectId,
      operations: operations.slice(index * maximumOperations, (index + 1) * maximumOperations),
      kind: found.direction,
      summary: partSummary(found.summary, index, count),
      actId,
      revertsActId: found.revertsActId,
      isPart: true,
    }
    answers.push(await applyChangeSet(transaction, actor, part))
  }
  const asking = answers.findLast((answer) => answer.changeSet.receipt.state !== 'not-needed')
  const { organisationId } = actor
  if (asking)
    await insertWorkRequest(transaction, {
      organisationId,
      kind: 'recompute',
      subjectId: projectId,
      revision: asking.revision,
    })
  return answers
}
