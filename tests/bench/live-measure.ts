import { setTimeout as sleep } from 'node:timers/promises'
import type { PlanSession } from '@throughline/client'
import type { ChangeAnswer } from '@throughline/contract'
import { type LivePlan, untilComputed } from './live-plan.ts'
import type { Stage } from './live-stage.ts'

/** Time between two edits: those of a busy team, not of a machine. */
const pauseMs = 30
/** From one edit of a path to the next: longer than runs of one project are kept apart. */
const betweenPathsMs = 350
const longestWaitMs = 60_000
const warmUp = 15

/** Milliseconds until each of so many edits was answered; recomputes go on behind them. */
export async function timeEdits(
  { client }: Stage,
  { projectId, anywhere }: LivePlan,
  rounds: number,
): Promise<number[]> {
  const times: number[] = []
  for (let round = -warmUp; round < rounds; round += 1) {
    const begin = performance.now()
    await client.call('patchTask', {
      params: { taskId: at(anywhere, round) },
      body: { durationMinutes: nextLength() },
    })
    if (round >= 0) times.push(performance.now() - begin)
    await sleep(pauseMs)
  }
  await untilComputed(client, projectId)
  return times
}

/** Milliseconds until each of so many links from an early task to a late one was answered; they are taken back again. */
export async function timeLinks(
  { client }: Stage,
  { projectId, anywhere }: LivePlan,
  rounds: number,
): Promise<number[]> {
  const params = { projectId }
  const times: number[] = []
  for (let round = -1; round < rounds; round += 1) {
    const body = { predecessorId: at(anywhere, round), successorId: at(anywhere.toReversed(), round) }
    const begin = performance.now()
    const { created } = await client.call('createLink', { params, body })
    if (round >= 0) times.push(performance.now() - begin)
    await client.call('deleteLink', { params: { linkId: created[0] ?? '' } })
    await untilComputed(client, projectId)
  }
  return times
}

export interface PathTimes {
  times: number[]
  /** Tasks whose dates moved, each time. */
  moved: number[]
}

export type Edit = (round: number) => Promise<ChangeAnswer>

/** Milliseconds from sending an edit until another client has all dates that it moves, one edit after another. */
export async function timeMovedDates(stage: Stage, plan: LivePlan, edit: Edit, rounds: number): Promise<PathTimes> {
  const session = await stage.openPlan(plan.projectId)
  const told: PathTimes = { times: [], moved: [] }
  const counts = countMoves(session)
  try {
    for (let round = -Math.min(3, rounds); round < rounds; round += 1) {
      const covered = awaitCovered(session)
      const begin = performance.now()
      const { revision } = await edit(round)
      const end = await covered(revision)
      if (round >= 0) {
        told.times.push(end - begin)
        told.moved.push(counts.last)
      }
      await sleep(Math.max(pauseMs, begin + betweenPathsMs - performance.now()))
    }
    return told
  } finally {
    session.close()
  }
}

function countMoves(session: PlanSession): { last: number } {
  const counts = { last: 0 }
  session.onUpdate(({ event }) => {
    if (event?.type === 'plan.computed') counts.last = event.payload.movedCount
  })
  return counts
}

/** Answers when the session's plan had dates that cover a revision. */
export function awaitCovered(session: PlanSession): (revision: number) => Promise<number> {
  const seen: { covers: number; time: number }[] = []
  let wake: () => void = () => undefined
  const stop = session.onUpdate(() => {
    seen.push({ covers: session.getSnapshot().saved?.project.computedRevision ?? 0, time: performance.now() })
    wake()
  })
  return async (revision) => {
    const deadline = performance.now() + longestWaitMs
    try {
      for (;;) {
        const found = seen.find(({ covers }) => covers >= revision)
        if (found) return found.time
        if (performance.now() > deadline) throw new Error(`no dates that cover revision ${revision} came`)
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([woken, sleep(1_000)])
      }
    } finally {
      stop()
    }
  }
}

/** Another length for the task that this round edits. */
export const editLength =
  ({ client }: Stage, tasks: readonly string[]): Edit =>
  (round) =>
    client.call('patchTask', { params: { taskId: at(tasks, round) }, body: { durationMinutes: nextLength() } })

/** Another start of the project, which moves all of it. */
export function editStart({ client }: Stage, { projectId }: LivePlan): Edit {
  let isLater = false
  return () => {
    isLater = !isLater
    const startsAt = isLater ? '2026-01-12T08:00' : '2026-01-05T08:00'
    return client.call('patchProject', { params: { projectId }, body: { startsAt } })
  }
}

export interface OpenTimes {
  /** Right after a change, so that nothing of the answer can be ready. */
  first: number[]
  /** Once more, with nothing changed since. */
  again: number[]
  megabytes: number
}

/** Milliseconds until a client has parsed a whole plan. */
export async function timeOpening(stage: Stage, plan: LivePlan, rounds: number): Promise<OpenTimes> {
  const { client } = stage
  const params = { projectId: plan.projectId }
  const told: OpenTimes = { first: [], again: [], megabytes: 0 }
  const open = async () => {
    const begin = performance.now()
    const { tasks } = await client.call('getPlan', { params })
    if (tasks.length !== plan.taskCount) throw new Error(`${tasks.length} tasks came of ${plan.taskCount}`)
    return performance.now() - begin
  }
  for (let round = -2; round < rounds; round += 1) {
    await client.call('patchTask', { params: { taskId: at(plan.quiet, 0) }, body: { notes: `Round ${round}` } })
    const first = await open()
    const again = await open()
    if (round < 0) continue
    told.first.push(first)
    told.again.push(again)
  }
  told.megabytes = JSON.stringify(await client.call('getPlan', { params })).length / 1_000_000
  return told
}

function at<Item>(items: readonly Item[], round: number): Item {
  const found = items[Math.abs(round) % items.length]
  if (found === undefined) throw new RangeError('there is nothing to choose from')
  return found
}

let edits = 0

/** Never a length that the task had before: those of new plans are even, and these come again only after 1,500 edits. */
function nextLength(): number {
  edits += 1
  return 481 + 2 * (edits % 1_500)
}
