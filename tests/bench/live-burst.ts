import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Connection } from '@temporalio/client'
import { taskQueues, workflowTypes } from '@throughline/contract/temporal'
import { awaitCovered, editLength } from './live-measure.ts'
import { type LivePlan, makePlan } from './live-plan.ts'
import type { Stage } from './live-stage.ts'

/** Longer than a session of the worker stays, so that the next edit goes through Temporal. */
const sessionMs = 12_000

export interface BurstTimes {
  /** Recomputes that fifty edits in a second cost, each time. */
  runs: number[]
  /** Milliseconds from the answer to the last edit until another client has dates that cover it. */
  lastCovered: number[]
}

const burst = { edits: 50, everyMs: 20 }

export async function timeBursts(stage: Stage, plan: LivePlan, rounds: number): Promise<BurstTimes> {
  const { client } = stage
  const params = { projectId: plan.projectId }
  const edit = editLength(stage, plan.anywhere)
  const session = await stage.openPlan(plan.projectId)
  const told: BurstTimes = { runs: [], lastCovered: [] }
  const lastRun = async () => (await client.call('listRuns', { params, query: { limit: 1 } })).items[0]?.number ?? 0
  try {
    for (let round = 0; round < rounds; round += 1) {
      const before = await lastRun()
      const covered = awaitCovered(session)
      const begin = performance.now()
      const answers = await Promise.all(
        Array.from({ length: burst.edits }, async (_, index) => {
          await sleep(index * burst.everyMs)
          const { revision } = await edit(round * burst.edits + index)
          return { revision, at: performance.now() }
        }),
      )
      const last = answers.reduce((one, other) => (one.revision > other.revision ? one : other))
      told.lastCovered.push((await covered(last.revision)) - last.at)
      told.runs.push((await lastRun()) - before)
      await sleep(Math.max(0, begin + 2_000 - performance.now()))
    }
    return told
  } finally {
    session.close()
  }
}

/** The path of an edit of a plan that nobody has touched for a while: no session waits for it. */
export async function timeFirstEdits(stage: Stage, tasks: number, count: number): Promise<number[]> {
  const plans: LivePlan[] = []
  for (let index = 0; index < count; index += 1) plans.push(await makePlan(stage.client, tasks))
  await sleep(sessionMs)
  const times: number[] = []
  for (const [round, plan] of plans.entries()) {
    const session = await stage.openPlan(plan.projectId)
    try {
      const covered = awaitCovered(session)
      const begin = performance.now()
      const { revision } = await editLength(stage, plan.anywhere)(round)
      times.push((await covered(revision)) - begin)
    } finally {
      session.close()
    }
  }
  return times
}

/** Milliseconds of a workflow with one activity that finds nothing to do: what Temporal itself takes, and a read. */
export async function timeWorkflows({ running, editor }: Stage, plan: LivePlan, rounds: number): Promise<number[]> {
  const connection = await Connection.connect({ address: running.stack.temporalAddress })
  const client = new Client({ connection })
  const { projectId } = plan
  const times: number[] = []
  try {
    for (let round = -3; round < rounds; round += 1) {
      const begin = performance.now()
      await client.workflow.execute(workflowTypes.recompute, {
        workflowId: `bench/${projectId}/${round}`,
        taskQueue: taskQueues.planning,
        args: [{ organisationId: editor.organisationId, projectId, requested: 1 }],
      })
      if (round >= 0) times.push(performance.now() - begin)
    }
    return times
  } finally {
    await connection.close()
  }
}
