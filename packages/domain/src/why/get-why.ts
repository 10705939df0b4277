import { type CausingChange, type ChainStep, type DateField, NotFoundError, type Why } from '@throughline/contract'
import {
  type DatedTask,
  findDatedTask,
  findLastMove,
  listLinkPlaces,
  listMovesUpstream,
  listTaskPlaces,
  type MovingRun,
  type Transaction,
} from '@throughline/database'
import type { Actor } from '../actor.ts'
import type { TemporalAddress } from '../plans/read-runs.ts'
import { asUnseen, requireProjectRole } from '../projects/project-role.ts'
import type { ScheduleMemory } from '../recompute/schedule-memory.ts'
import type { Cause } from './causes.ts'
import { type DrivingStep, drivingChain } from './driving-chain.ts'
import { chainOf, Explainer, type Explanation } from './explain.ts'
import { loadMovement, loadRunChanges } from './load-movement.ts'
import { type Movement, moveOf, namesOf } from './movement.ts'
import { driverWords, sentenceOf } from './sentence.ts'
import { dayWords } from './words-of-time.ts'

/** Why a date is what it is, and what moved it last. Throws NotFoundError. */
export async function getWhy(
  transaction: Transaction,
  actor: Actor,
  given: { taskId: string; field: DateField },
  { address, schedules }: { address: TemporalAddress; schedules: ScheduleMemory },
): Promise<Why> {
  const task = await findDatedTask(transaction, given.taskId)
  if (!task) throw new NotFoundError('task')
  await asUnseen('task', requireProjectRole(transaction, actor, task.projectId, 'project.read'))
  const { field } = given
  const run = await findLastMove(transaction, task.id, field)
  const moved = run && (await explainMove(transaction, task, field, run))
  const { chain, words } = await chainNow(transaction, schedules, task, field, moved?.movement)
  const common = { taskId: task.id, taskName: task.name, field, value: task[field], chain }
  if (!run || !moved) return { ...common, sentence: neverMoved(task[field], field, words), ...unmoved }
  return { ...common, ...presentMove(moved, run, address) }
}

const unmoved = { move: null, movedBy: [], changes: [] }

export interface Moved {
  movement: Movement
  explanation: Explanation
}

/** Reaches further back where the chain ends at a date that no change touched: what drove it then is not on record. */
const mostReaches = 10

/** Why a run moved a date; null where that is not on record. */
export async function explainMove(
  transaction: Transaction,
  { id, projectId }: Pick<DatedTask, 'id' | 'projectId'>,
  field: DateField,
  run: Pick<MovingRun, 'runId' | 'revision'>,
): Promise<Moved | null> {
  const from = new Set([id])
  for (let reach = 0; ; reach++) {
    const moves = await listMovesUpstream(transaction, { ...run, projectId }, [...from])
    const movement = await loadMovement(transaction, projectId, moves.map(moveOf))
    const changes = await loadRunChanges(transaction, run.runId, movement)
    const explanation = new Explainer(movement, changes).explain(id, field)
    if (!explanation) return null
    const before = explanation.hasDirectCause ? [] : tasksBefore(movement, explanation)
    const known = from.size
    for (const taskId of before) from.add(taskId)
    if (from.size === known || reach === mostReaches) return { movement, explanation }
  }
}

/** Tasks that come before the last date of a chain, or lie below it, and are not known to have moved. */
function tasksBefore({ incoming, children, tasks, moves }: Movement, { steps }: Explanation): string[] {
  const { taskId } = (steps.at(-1) as Explanation['steps'][number]).move
  const own = [taskId, ...(tasks.get(taskId)?.ancestors ?? [])]
  const predecessors = own.flatMap((each) => (incoming.get(each) ?? []).map((link) => link.predecessorId))
  const below = (children.get(taskId) ?? []).map((child) => child.id)
  return [...predecessors, ...below].filter((each) => !moves.has(each)).slice(0, mostBefore)
}

const mostBefore = 1_000

function presentMove(moved: Moved, run: MovingRun, address: TemporalAddress) {
  const { movement, explanation } = moved
  const { field } = explanation
  const movedBy = chainOf(movement, explanation)
  const { move } = explanation.steps[0] as Explanation['steps'][number]
  const { runId, runNumber, revision, at } = run
  const temporalUrl = address(run.workflowId, run.workflowRunId)
  return {
    ...presentCauses(moved, runNumber),
    move: { runId, runNumber, revision, at, temporalUrl, before: move.before[field], after: move.after[field] },
    movedBy,
  }
}

/** The words for a move, and the changes at its root. */
export function presentCauses({ movement, explanation }: Moved, runNumber: number | null) {
  const { causes, contributions } = explanation
  return {
    sentence: sentenceOf(movement, explanation, { kind: 'run', number: runNumber }),
    changes: [...causes, ...contributions].map(presentCause).sort((one, other) => one.revision - other.revision),
  }
}

function presentCause({ change, words }: Cause): CausingChange {
  const { id, revision, summary, createdAt, actorId, actorName } = change
  const actor = actorId !== null && actorName !== null ? { id: actorId, name: actorName } : null
  return { changeSetId: id, revision, summary, actor, createdAt, words }
}

async function chainNow(
  transaction: Transaction,
  schedules: ScheduleMemory,
  { id, projectId }: DatedTask,
  field: DateField,
  movement: Movement | undefined,
): Promise<{ chain: ChainStep[]; words: string | null }> {
  const { schedule } = schedules.compute(await schedules.load(transaction, projectId))
  const steps = schedule && drivingChain(schedule, id, field)
  if (!steps) return { chain: [], words: null }
  const ids = steps.map(({ taskId }) => taskId)
  const successors = new Set(steps.map(({ taskId, driver }) => driver.onTaskId ?? taskId))
  const into = await listLinkPlaces(transaction, projectId, [...successors])
  const names = namesOf(await listTaskPlaces(transaction, projectId, ids), into)
  const links = new Map(into.map((link) => [link.id, link]))
  const chain = steps.map((step) => ({
    ...{ taskId: step.taskId, taskName: names.get(step.taskId) ?? '', field: step.field, at: step.at },
    before: movement?.moves.get(step.taskId)?.before[step.field] ?? null,
    driver: step.driver,
    linkType: links.get(step.driver.linkId ?? '')?.type ?? null,
    lagMinutes: links.get(step.driver.linkId ?? '')?.lagMinutes ?? null,
    lagUnit: links.get(step.driver.linkId ?? '')?.lagUnit ?? null,
  }))
  const { driver, field: bound } = boundStep(steps)
  return { chain, words: driverWords({ names, links }, driver, bound) }
}

/** What binds the date; that of a finish that follows from the start is what binds the start. */
const boundStep = (steps: DrivingStep[]): DrivingStep => {
  const [first, second] = steps
  return (first?.driver.kind === 'duration' && second ? second : first) as DrivingStep
}

function neverMoved(value: string | null, field: DateField, words: string | null): string {
  if (value === null) return `${field} is not computed yet`
  return `${field} is ${dayWords(value)}${words ? `; ${words}` : ''}`
}
