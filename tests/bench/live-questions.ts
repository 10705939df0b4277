import { setTimeout as sleep } from 'node:timers/promises'
import type { ChangeOperation } from '@throughline/contract'
import { editStart } from './live-measure.ts'
import { type LivePlan, untilComputed } from './live-plan.ts'
import type { Stage } from './live-stage.ts'

/** What the engine has to run for before it can be answered. */
export interface QuestionTimes {
  /** Why a task finishes when it does. */
  why: number[]
  /** What another length would move: a few rows. */
  tryFew: number[]
  /** What another start of the project would move: all rows. */
  tryAll: number[]
  /** The plan as it was before its last run. */
  past: number[]
  /** What a run that moved all rows has changed, and why. */
  compare: number[]
  /** A small read of somebody else, again and again while all of these are asked. */
  beside: number[]
}

const betweenReadsMs = 10

/** Milliseconds until each question about a large plan was answered, one after the other. */
export async function timeQuestions(stage: Stage, plan: LivePlan, rounds: number): Promise<QuestionTimes> {
  const { client } = stage
  const params = { projectId: plan.projectId }
  const { revision: from } = await client.call('getProject', { params })
  await editStart(stage, plan)(0)
  await untilComputed(client, plan.projectId)
  const tryOut = (operation: ChangeOperation) =>
    client.dryRun('createChangeSet', { params, body: { operations: [operation] } })
  const length = (round: number): ChangeOperation => {
    const id = plan.quiet[round % plan.quiet.length] as string
    return { op: 'update', entity: 'task', id, patch: { durationMinutes: 4_801 + round } }
  }
  const taskId = (round: number) => plan.anywhere[(round * 37) % plan.anywhere.length] as string
  const start: ChangeOperation = {
    op: 'update',
    entity: 'project',
    id: plan.projectId,
    patch: { startsAt: '2026-02-02T08:00' },
  }
  const reads = readOn(stage, plan)
  try {
    const timed = (ask: (round: number) => Promise<unknown>) => timeEach(ask, rounds)
    const why = await timed((round) => client.call('getWhy', { params: { taskId: taskId(round) } }))
    const tryFew = await timed((round) => tryOut(length(round)))
    const tryAll = await timed(() => tryOut(start))
    const past = await timed(() => client.call('getPlan', { params, query: { at: String(from) } }))
    const compare = await timed(() => client.call('compareRevisions', { params, query: { from: String(from) } }))
    return { why, tryFew, tryAll, past, compare, beside: await reads.stop() }
  } finally {
    await reads.stop()
  }
}

async function timeEach(ask: (round: number) => Promise<unknown>, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const begin = performance.now()
    await ask(Math.abs(round))
    if (round >= 0) times.push(performance.now() - begin)
  }
  return times
}

function readOn({ client }: Stage, { projectId }: LivePlan): { stop(): Promise<number[]> } {
  const times: number[] = []
  let goesOn = true
  const reading = (async () => {
    while (goesOn) {
      const begin = performance.now()
      await client.call('getProject', { params: { projectId } })
      times.push(performance.now() - begin)
      await sleep(betweenReadsMs)
    }
  })()
  return {
    async stop() {
      goesOn = false
      await reading
      return times
    },
  }
}
