// A change that is only tried. It is applied, and what it leads to is loaded, under the project's lock; then it is taken
// back, which lets the lock go, and only after that the engine runs.
import type { ChangeAnswer, ChangePreview, PreviewMove } from '@throughline/contract'
import { findPlanColumns, getChangeSetOperations, lockStream, type Transaction } from '@throughline/database'
import { type Schedule, textOf } from '@throughline/engine'
import { sql } from 'kysely'
import type { Actor } from '../actor.ts'
import { applyChangeSet, type ChangeRequest } from '../changes/apply-change-set.ts'
import { describeFault } from '../recompute/describe-fault.ts'
import { computePlan, type LoadedSchedule, type ScheduleMemory } from '../recompute/schedule-memory.ts'
import { type RunChange, runChangeOf } from './causes.ts'
import { movesBetween } from './computed-moves.ts'
import { Explainer } from './explain.ts'
import { fieldThatMoved } from './explain-moves.ts'
import type { Move } from './movement.ts'
import { sentenceOf } from './sentence.ts'
import { type Trial, trialMovement } from './trial-movement.ts'

const mostMoves = 1_000

interface Tried {
  answer: ChangeAnswer
  change: RunChange
  before: LoadedSchedule
  /** `PlanColumns` as JSON. */
  after: string | null
}

/**
 * The dates that a change set would move, and why; nothing of it stays. What is compared are two computed plans, so that
 * dates which still wait for their recompute are not taken for an effect of this change. Throws what `applyChangeSet`
 * throws.
 */
export async function previewChangeSet(
  transaction: Transaction,
  actor: Actor,
  request: ChangeRequest,
  schedules: ScheduleMemory,
): Promise<ChangePreview> {
  const tried = await tryOut(transaction, actor, request, schedules)
  const { answer, change } = tried
  const before = schedules.compute(tried.before)
  const after = computePlan(tried.after)
  const trial = after.schedule && trialOf(request.projectId, before.schedule, after.schedule, change)
  return {
    revision: answer.revision - 1,
    summary: answer.changeSet.summary,
    created: answer.created,
    movedCount: trial?.moves.length ?? 0,
    moves: trial ? await explainAll(transaction, trial, change) : [],
    finishesAt: { before: finishOf(before.schedule), after: finishOf(after.schedule) },
    scheduleError: after.error && (await describeFault(transaction, request.projectId, after.error)),
  }
}

async function tryOut(
  transaction: Transaction,
  actor: Actor,
  request: ChangeRequest,
  schedules: ScheduleMemory,
): Promise<Tried> {
  const { projectId } = request
  await sql`savepoint trial`.execute(transaction)
  await lockStream(transaction, projectId)
  const before = await schedules.load(transaction, projectId)
  const answer = await applyChangeSet(transaction, actor, request)
  const after = await findPlanColumns(transaction, projectId)
  const { operations, inverse } = await getChangeSetOperations(transaction, answer.changeSet.id)
  await sql`rollback to savepoint trial`.execute(transaction)
  const { id, revision, kind, summary, createdAt } = answer.changeSet
  const change = runChangeOf({
    ...{ id, revision, kind, summary, createdAt, operations, inverse },
    ...{ actorId: null, actorName: null },
  })
  return { answer, change, before, after: after?.plan ?? null }
}

const finishOf = (computed: Schedule | null): string | null =>
  computed && computed.network.taskCount > 0 ? textOf(computed.finish) : null

const trialOf = (projectId: string, before: Schedule | null, after: Schedule, { rows }: RunChange): Trial => ({
  ...{ projectId, before, after, rows },
  moves: movesBetween(before, after),
})

async function explainAll(transaction: Transaction, trial: Trial, change: RunChange): Promise<PreviewMove[]> {
  const { moves } = trial
  if (moves.length === 0) return []
  const explainer = new Explainer(await trialMovement(transaction, trial), [change])
  return moves
    .toSorted((one, other) => (one.after.start < other.after.start ? -1 : one.after.start > other.after.start ? 1 : 0))
    .slice(0, mostMoves)
    .map((move) => presentMove(explainer, move))
}

function presentMove(explainer: Explainer, move: Move): PreviewMove {
  const { movement } = explainer
  const explanation = explainer.explain(move.taskId, fieldThatMoved(move))
  return {
    taskId: move.taskId,
    taskName: movement.names.get(move.taskId) ?? '',
    before: { earlyStart: move.before.start, earlyFinish: move.before.finish },
    after: { earlyStart: move.after.start, earlyFinish: move.after.finish },
    startDriver: move.driver.start ?? { kind: 'project-start' },
    finishDriver: move.driver.finish ?? { kind: 'duration' },
    sentence: explanation ? sentenceOf(movement, explanation, { kind: 'trial' }) : '',
  }
}
