import type { Client } from '@throughline/client'
import type { ChangeOperation } from '@throughline/contract'
import { until } from '../harness/until.ts'

export interface LivePlan {
  projectId: string
  taskCount: number
  linkCount: number
  /** Tasks that nothing but the tail of their own chain follows, which ends long before the plan does: a few rows move. */
  quiet: readonly string[]
  /** Tasks all over the plan. */
  anywhere: readonly string[]
}

const phaseSize = 100
/** Tasks at the end of a phase that nothing outside it follows. */
const tail = 6
const largestBatch = 1_000

/**
 * A plan of phases, each a summary of 99 tasks with about 1.7 links a task: one from the task before, the others from
 * tasks up to 60 places earlier, so that phases overlap. Made by the public API, then computed.
 */
export async function makePlan(client: Client, taskCount: number): Promise<LivePlan> {
  const project = await client.call('createProject', {
    body: { name: `Plan of ${taskCount}`, startsAt: '2026-01-05T08:00' },
  })
  const { operations, linkCount, quiet, anywhere } = describePlan(taskCount)
  const params = { projectId: project.id }
  for (let first = 0; first < operations.length; first += largestBatch)
    await client.call('createChangeSet', {
      params,
      body: { operations: operations.slice(first, first + largestBatch) },
    })
  await untilComputed(client, project.id)
  return { projectId: project.id, taskCount, linkCount, quiet, anywhere }
}

export async function untilComputed(client: Client, projectId: string): Promise<void> {
  const look = async () => {
    const { inputRevision, computedRevision, scheduleError } = await client.call('getProject', {
      params: { projectId },
    })
    if (scheduleError) throw new Error(scheduleError.message)
    if (computedRevision < inputRevision) throw new Error(`computed up to ${computedRevision} of ${inputRevision}`)
    return true
  }
  await until(look, { what: 'a computed plan', withinMs: 120_000, everyMs: 50 })
}

function describePlan(taskCount: number) {
  const pick = createPicker()
  const tasks: ChangeOperation[] = []
  const links: ChangeOperation[] = []
  const quiet: string[] = []
  const anywhere: string[] = []
  let trunk: string[] = []
  let phase = ''
  let chain: string[] = []
  for (let index = 0; index < taskCount; index += 1) {
    const id = crypto.randomUUID()
    const place = index % phaseSize
    if (place === 0) {
      phase = id
      tasks.push(task(id, `Phase ${index / phaseSize + 1}`, null, 0))
      chain = []
      continue
    }
    tasks.push(task(id, `Task ${index}`, phase, 240 * pick(1, 8)))
    const isTail = place >= phaseSize - tail
    const before = chain.at(-1) ?? trunk.at(-1 - pick(0, Math.min(19, Math.max(0, trunk.length - 1))))
    if (before) links.push(link(before, id))
    const reach = isTail ? [] : trunk.slice(-60, -2).filter((other) => other !== before)
    if (reach.length > 0 && pick(1, 100) <= 78) links.push(link(reach[pick(0, reach.length - 1)] ?? '', id))
    // Chains of twenty tasks; the tail of a phase is one of its own.
    chain = isTail || place % 20 !== 19 ? [...chain, id] : []
    if (place === phaseSize - tail - 1) chain = [id]
    if (!isTail) trunk = [...trunk.slice(-60), id]
    if (place === phaseSize - 3 && index < taskCount / 2) quiet.push(id)
    if (place % 7 === 3) anywhere.push(id)
  }
  return { operations: [...tasks, ...links], linkCount: links.length, quiet, anywhere }
}

function task(id: string, name: string, parentId: string | null, durationMinutes: number): ChangeOperation {
  return { op: 'create', entity: 'task', id, values: { name, parentId, durationMinutes } }
}

function link(predecessorId: string, successorId: string): ChangeOperation {
  return { op: 'create', entity: 'link', values: { predecessorId, successorId } }
}

/** Whole numbers from `low` to `high`, the same in each run. */
function createPicker(): (low: number, high: number) => number {
  let state = 20_260_105
  return (low, high) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return low + Math.floor((state / 4_294_967_296) * (high - low + 1))
  }
}
