import { type ChangeOperation, type LinkType, ProblemError } from '@throughline/contract'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createNamedPlan, type NamedPlan, openStore, type Store } from './testing/plan.ts'

let store: Store
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())

const taskCount = 12
const nameOf = (number: number) => `T${number}`
const number = fc.nat(taskCount - 1)
const types = ['FS', 'SS', 'FF', 'SF'] as const satisfies LinkType[]

/** An edit that keeps links going from lower to higher numbers, so that most of them are no circle. */
const edit = fc.oneof(
  fc.record({ kind: fc.constant('duration' as const), at: number, days: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('link' as const), at: number, to: number, type: fc.constantFrom(...types) }),
  fc.record({ kind: fc.constant('unlink' as const), at: fc.nat(30) }),
  fc.record({ kind: fc.constant('hold' as const), at: number, day: fc.integer({ min: 1, max: 28 }) }),
  fc.record({ kind: fc.constant('free' as const), at: number }),
  fc.record({ kind: fc.constant('nest' as const), at: number, to: number }),
  fc.record({ kind: fc.constant('delete' as const), at: number }),
  fc.record({ kind: fc.constant('start' as const), day: fc.integer({ min: 1, max: 28 }) }),
)
type Edit = typeof edit extends fc.Arbitrary<infer Value> ? Value : never

const dayOf = (day: number) => `2026-03-${String(day).padStart(2, '0')}T08:00`

function operationOf(plan: NamedPlan, links: string[], change: Edit): ChangeOperation | null {
  switch (change.kind) {
    case 'duration':
      return plan.patch(nameOf(change.at), { durationMinutes: change.days * 480 })
    case 'hold':
      return plan.patch(nameOf(change.at), {
        constraintType: 'startNoEarlierThan',
        constraintAt: dayOf(change.day),
      })
    case 'free':
      return plan.patch(nameOf(change.at), { constraintType: 'asSoonAsPossible', constraintAt: null })
    case 'nest':
      return plan.patch(nameOf(Math.max(change.at, change.to)), {
        parentId: change.at === change.to ? null : plan.idOf(nameOf(Math.min(change.at, change.to))),
      })
    case 'delete':
      return plan.remove(nameOf(change.at))
    case 'start':
      return plan.setStart(dayOf(change.day))
    case 'unlink':
      return links.length ? plan.remove(links[change.at % links.length] as string) : null
    case 'link': {
      const [from, to] = [Math.min(change.at, change.to), Math.max(change.at, change.to)]
      const name = `${nameOf(from)}>${nameOf(to)}`
      if (from === to || links.includes(name)) return null
      links.push(name)
      return plan.link(nameOf(from), nameOf(to), change.type)
    }
  }
}

/** Applies what the plan allows; an edit may meet a deleted task, or close a circle. */
async function apply(plan: NamedPlan, links: string[], change: Edit): Promise<void> {
  const operation = operationOf(plan, links, change)
  if (!operation) return
  try {
    await plan.change(operation)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
  }
}

async function movesOf({ projectId, store: { admin, run } }: NamedPlan, runId: string) {
  const rows = await run(admin, (transaction) =>
    transaction
      .selectFrom('date_move as m')
      .innerJoin('task as t', 't.id', 'm.task_id')
      .select([
        't.name',
        'm.early_start_before',
        'm.early_start_after',
        'm.early_finish_before',
        'm.early_finish_after',
      ])
      .where('m.project_id', '=', projectId)
      .where('m.run_id', '=', runId)
      .execute(),
  )
  return new Map(rows.map((row) => [row.name, row]))
}

it('every chain ends where a change that is named began it, and each of its dates moved in that run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
      async (runs) => {
        const plan = await createNamedPlan(store)
        const links: string[] = []
        await plan.change(...Array.from({ length: taskCount }, (_, index) => plan.task(nameOf(index), (index % 4) + 1)))
        for (let from = 0; from + 2 < taskCount; from += 2) {
          links.push(`${nameOf(from)}>${nameOf(from + 2)}`)
          await plan.change(plan.link(nameOf(from), nameOf(from + 2)))
        }
        await plan.recompute()
        for (const edits of runs) {
          for (const change of edits) await apply(plan, links, change)
          await checkRun(plan)
        }
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

async function checkRun(plan: NamedPlan): Promise<void> {
  const { inputRevision, computedRevision } = await plan.revisions()
  if (computedRevision >= inputRevision) return
  const { runId } = await plan.recompute()
  const moves = await movesOf(plan, runId)
  const sentences = await plan.sentences(runId, ...moves.keys())
  expect(sentences.size).toBe(moves.size)
  for (const [name, move] of moves) {
    for (const field of ['start', 'finish'] as const) {
      if (move[`early_${field}_before`] === move[`early_${field}_after`]) continue
      const why = await plan.whyOf(name, field)
      if (why === null) continue
      expect(why.move).toMatchObject({ runId, after: move[`early_${field}_after`] })
      for (const step of why.movedBy) {
        const moved = moves.get(step.taskName)
        expect(moved?.[`early_${step.field}_after`]).toBe(step.at)
        expect(moved?.[`early_${step.field}_before`]).not.toBe(step.at)
      }
      expect(why.changes.length, why.sentence).toBeGreaterThan(0)
      expect(why.sentence).toMatch(/ because .* \(change \d+\)/)
    }
  }
}
