import type { PlanChanges, PlanColumns } from '@throughline/database'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RememberedPlan } from './remembered-plan.ts'
import { PlanTable, projectWith, randomProject, randomWrites } from './testing/plan-table.ts'

test('changes lead to what a load of all rows leads to: the same values, the same moves, the same drivers', () => {
  const round = fc.record({ writes: randomWrites, meanwhile: randomWrites, fields: randomProject })
  const rounds = fc.array(round, { minLength: 1, maxLength: 8 })
  let warmMoves = 0
  fc.assert(
    fc.property(rounds, (list) => {
      const table = new PlanTable()
      let warm: RememberedPlan | null = null
      for (const { writes, meanwhile, fields } of list) {
        table.write(writes)
        const project = projectWith(fields)
        const changes: PlanChanges = { project, ...table.takeChanges() }
        const whole: PlanColumns = { project, ...table.all() }
        const cold = outcome(() => RememberedPlan.of(whole).takeDifferences())
        const remembered: RememberedPlan | null = warm
        const answer = outcome(() => differences(remembered, changes, whole, (plan) => (warm = plan)))
        expect(answer).toEqual(cold)
        if (remembered && 'value' in cold) warmMoves += cold.value.moves.taskId.length
        table.write(meanwhile)
        if ('error' in cold) warm = null
        else table.store(cold.value.changed)
      }
    }),
    { numRuns: 100 },
  )
  // Else the property would say nothing.
  expect(warmMoves).toBeGreaterThan(500)
})

function differences(
  remembered: RememberedPlan | null,
  changes: PlanChanges,
  whole: PlanColumns,
  keep: (plan: RememberedPlan) => void,
) {
  const plan = remembered ?? RememberedPlan.of(whole)
  if (remembered) plan.apply(changes)
  keep(plan)
  return plan.takeDifferences()
}

function outcome<Value>(compute: () => Value): { value: Value } | { error: string } {
  try {
    return { value: compute() }
  } catch (error) {
    return { error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}
