import { type ComparedTask, type Comparison, type PointInTime, ProblemError } from '@throughline/contract'
import { countChangeSets, findTimeOf, listLastMoves, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'
import { requireProjectRole } from '../projects/project-role.ts'
import { getProject } from '../projects/read-projects.ts'
import { explainMoves } from '../why/explain-moves.ts'
import { comparePlans, type Difference } from './compare-plans.ts'
import { findRevision } from './find-revision.ts'
import { getPlanAt } from './read-past.ts'

/** Tasks that a comparison lists; all are counted. */
const maximumTasks = 2_000
/** Runs whose moves are put into words, each of which is read once, and tasks that get such words. */
const maximumRuns = 20
const maximumSentences = 500

/**
 * What differs between two revisions, and why it moved; `to` left out is the present.
 * Throws as `getPlanAt`, and ProblemError `bad-request` when `from` is the later one.
 */
export async function compareRevisions(
  transaction: Transaction,
  actor: Actor,
  projectId: string,
  points: { from: PointInTime; to?: PointInTime | undefined },
): Promise<Comparison> {
  await requireProjectRole(transaction, actor, projectId, 'project.read')
  const { revision: head } = await getProject(transaction, actor, projectId)
  const from = await findRevision(transaction, projectId, points.from, head)
  const to = points.to === undefined ? head : await findRevision(transaction, projectId, points.to, head)
  if (from > to) throw new ProblemError('bad-request', { detail: `\`from\` (${from}) comes after \`to\` (${to}).` })
  const before = await getPlanAt(transaction, actor, projectId, String(from))
  const after = await getPlanAt(transaction, actor, projectId, String(to))
  const differences = comparePlans(before, after)
  const countOf = (state: ComparedTask['state']) => differences.filter((task) => task.state === state).length
  const end = async (revision: number, finishesAt: string | null) => ({
    revision,
    at: await findTimeOf(transaction, projectId, revision),
    finishesAt,
  })
  return {
    from: await end(from, before.project.finishesAt),
    to: await end(to, after.project.finishesAt),
    counts: {
      added: countOf('added'),
      removed: countOf('removed'),
      changed: countOf('changed'),
      moved: countOf('moved'),
    },
    tasks: await explain(transaction, projectId, { from, to }, differences.slice(0, maximumTasks)),
    changeSetCount: await countChangeSets(transaction, projectId, from, to),
  }
}

/** The run that moved each task last between the two, and why it did. */
async function explain(
  transaction: Transaction,
  projectId: string,
  { from, to }: { from: number; to: number },
  differences: readonly Difference[],
): Promise<ComparedTask[]> {
  const moves = await listLastMoves(transaction, projectId, from, to)
  const runOf = new Map(moves.map(({ taskId, runId }) => [taskId, runId]))
  const taskIdsOf = new Map<string, string[]>()
  for (const { taskId } of differences.slice(0, maximumSentences)) {
    const runId = runOf.get(taskId)
    const known = runId && taskIdsOf.get(runId)
    if (known) known.push(taskId)
    else if (runId) taskIdsOf.set(runId, [taskId])
  }
  const sentences = new Map<string, string>()
  for (const [runId, taskIds] of [...taskIdsOf].slice(0, maximumRuns))
    for (const [taskId, sentence] of await explainMoves(transaction, projectId, runId, taskIds))
      sentences.set(taskId, sentence)
  return differences.map((task) => ({
    ...task,
    runId: runOf.get(task.taskId) ?? null,
    sentence: sentences.get(task.taskId) ?? null,
  }))
}
