import { type Plan, type PointInTime, ProblemError, projectPatch, type Task } from '@throughline/contract'
import {
  countAllPlanRows,
  findPastMarks,
  listAllPlanRows,
  listDatesBefore,
  listPastChanges,
  listPastResults,
  type PlanEntity,
  type PlanRowOf,
  type ProjectFields,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import { presentTask } from '../plans/delta.ts'
import { orderTasks } from '../plans/order-tasks.ts'
import { readConsistently } from '../plans/read-consistently.ts'
import { getPlan } from '../plans/read-plan.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { computePast, type LateValues } from './compute-past.ts'
import { findRevision } from './find-revision.ts'
import { type PastRow, PastState } from './past-state.ts'

/** Rows of a project, deleted ones too, that are read to go back. */
const maximumRows = 200_000
/** Operations that are taken back on the way. */
const maximumSteps = 500_000
const changesAtOnce = 100
/** Runs that are computed again: more than one only where a task came back after the last one. */
const maximumRuns = 10

const projectFields = Object.keys(projectPatch.shape) as (keyof ProjectFields)[]

const nothingComputed: LateValues = {
  isSummary: false,
  lateStart: null,
  lateFinish: null,
  totalFloatMinutes: null,
  freeFloatMinutes: null,
  isCritical: false,
}

/**
 * The plan as it was at a revision or a time. What people set is taken back change by change, early dates by the moves
 * of runs, and the other computed values by the engine on what the run of that time had read. A row's `revision` and
 * `updatedAt` are at most those of that time.
 * Throws NotFoundError, ProblemErrors `not-found` for a point that never was and `bad-request` for one too far back.
 */
export async function getPlanAt(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  point: PointInTime,
): Promise<Plan> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const now = await getProject(transaction, actor, projectId)
  const revision = await findRevision(transaction, projectId, point, now.revision)
  if (revision === now.revision) {
    const plan = await getPlan(transaction, actor, projectId)
    if (plan.project.revision === revision) return plan
  }
  return new Way(transaction, actor, projectId).to(revision)
}

/** The way back from the present to one revision. */
class Way {
  readonly #transaction: Transaction
  readonly #actor: Actor
  readonly #projectId: string
  #steps = 0
  /** The revision that the state shows. */
  #at = 0

  constructor(transaction: Transaction, actor: Actor, projectId: string) {
    this.#transaction = transaction
    this.#actor = actor
    this.#projectId = projectId
  }

  async to(revision: number): Promise<Plan> {
    const { project, state } = await this.#load()
    const head = project.revision
    await this.#rewind(state, revision)
    const fields = Object.fromEntries(projectFields.map((field) => [field, state.project[field]])) as ProjectFields
    const marks = await findPastMarks(this.#transaction, this.#projectId, revision)
    const updatedAt = marks.changedAt ?? project.createdAt
    const past = <Entity extends PlanEntity>(entity: Entity) => state.live(entity).map((row) => pastRow(row, revision))
    const rows = {
      links: past('link'),
      calendars: past('calendar'),
      resources: past('resource'),
      assignments: past('assignment'),
      baselines: past('baseline'),
      comments: past('comment'),
      checklistItems: past('checklistItem'),
    }
    const tasks = (await this.#withEarlyDates(past('task'), revision, head)).map((task) =>
      task.editedRevision > revision ? { ...task, updatedAt } : task,
    )
    const computed = await this.#compute(state, tasks, revision)
    return {
      project: {
        ...project,
        ...{ ...fields, revision, updatedAt },
        ...{ inputRevision: marks.inputRevision, scheduleError: marks.scheduleError, taskCount: tasks.length },
        ...{ computedRevision: computed.computedRevision, finishesAt: computed.finishesAt },
      },
      tasks: orderTasks<Task>(
        tasks.map((task) => presentTask({ ...task, ...(computed.values.get(task.id) ?? nothingComputed) })),
      ),
      ...rows,
    }
  }

  async #load() {
    const [transaction, projectId] = [this.#transaction, this.#projectId]
    if ((await countAllPlanRows(transaction, projectId)) > maximumRows)
      throw new ProblemError('bad-request', {
        detail: `The past of a plan of ${maximumRows} rows or more is not shown.`,
      })
    return readConsistently(transaction, projectId, async (look) => {
      this.#at = await look.revision
      const project = await getProject(transaction, this.#actor, projectId)
      const rows = {
        task: await listAllPlanRows(transaction, 'task', projectId),
        link: await listAllPlanRows(transaction, 'link', projectId),
        calendar: await listAllPlanRows(transaction, 'calendar', projectId),
        resource: await listAllPlanRows(transaction, 'resource', projectId),
        assignment: await listAllPlanRows(transaction, 'assignment', projectId),
        baseline: await listAllPlanRows(transaction, 'baseline', projectId),
        comment: await listAllPlanRows(transaction, 'comment', projectId),
        checklistItem: await listAllPlanRows(transaction, 'checklistItem', projectId),
      }
      return { project, state: new PastState(rows, project) }
    })
  }

  /** Changes are never changed, so they are read as it goes, a few at a time. */
  async #rewind(state: PastState, revision: number) {
    while (this.#at > revision) {
      const range = { above: revision, upTo: this.#at, limit: changesAtOnce }
      const changes = await listPastChanges(this.#transaction, this.#projectId, range)
      for (const change of changes) {
        this.#steps += change.inverse.length
        if (this.#steps > maximumSteps)
          throw new ProblemError('bad-request', { detail: `That is more than ${maximumSteps} changes of rows ago.` })
        state.takeBack(change)
      }
      this.#at = changes.length < changesAtOnce ? revision : (changes.at(-1)?.revision ?? revision) - 1
    }
  }

  async #withEarlyDates(tasks: PlanRowOf['task'][], revision: number, head: number) {
    const moved = await listDatesBefore(this.#transaction, this.#projectId, revision, head)
    const dates = new Map(moved.map(({ taskId, ...before }) => [taskId, before]))
    return tasks.map((task) => ({ ...task, ...dates.get(task.id) }))
  }

  /** A task that was away when a run read or wrote has what an earlier run wrote. */
  async #compute(state: PastState, tasks: readonly PlanRowOf['task'][], revision: number) {
    const runs = await listPastResults(this.#transaction, this.#projectId, revision, maximumRuns)
    const values = new Map<string, LateValues>()
    const wanted = new Set(tasks.filter((task) => task.earlyStart !== null).map((task) => task.id))
    let finishesAt: string | null = null
    for (const [index, run] of runs.entries()) {
      if (index > 0 && wanted.size === 0) break
      await this.#rewind(state, run.inputRevision)
      if (index > 0 && !state.live('task').some((task) => wanted.has(task.id))) continue
      const computed = computePast(state, run, wanted)
      if (index === 0) finishesAt = computed.finishesAt
      for (const [id, value] of computed.values) {
        values.set(id, value)
        wanted.delete(id)
      }
    }
    return { values, finishesAt, computedRevision: runs[0]?.inputRevision ?? 0 }
  }
}

function pastRow<Entity extends PlanEntity>(row: PastRow<Entity>, revision: number): PlanRowOf[Entity] {
  const { isDeleted: _, ...past } = row
  return { ...past, revision: Math.min(past.revision, revision) } as unknown as PlanRowOf[Entity]
}
