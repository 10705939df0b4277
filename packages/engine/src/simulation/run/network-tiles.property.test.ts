import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../../test-support/arbitrary-rich-plan.ts'
import { compileNetwork } from '../../network/compile-network.ts'
import type { Plan, PlanTask } from '../../plan/types.ts'
import { schedule } from '../../schedule/schedule.ts'
import { isOpen, redrawableNetwork } from './network-tiles.ts'

/** Of a started task what is left is drawn. */
function withDuration(task: PlanTask, minutes: number): PlanTask {
  const { durationMinutes, progress } = task
  if (!progress || progress.actualStart === null) return { ...task, durationMinutes: minutes }
  const rest = Math.max(0, durationMinutes - progress.doneMinutes)
  return { ...task, durationMinutes: durationMinutes - rest + minutes }
}

test('a drawn set of durations is scheduled as a plan that has them', () => {
  const durations = fc.array(fc.array(fc.nat(600), { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(arbitraryRichPlan(ALL_FEATURES), durations, (plan, sets) => {
      const network = compileNetwork(plan)
      // A split task is no longer split when nothing comes before the interruption or after it.
      const canDraw = (task: number) => isOpen(network, task) && plan.tasks[task]?.splits === undefined
      const drawn = Int32Array.from([...plan.tasks.keys()].filter(canDraw))
      const redraw = redrawableNetwork(network, drawn)
      for (const set of sets) {
        const minutes = Array.from(drawn, (task) => set[task] as number)
        const tasks = plan.tasks.map((task, index) => {
          return drawn.includes(index) ? withDuration(task, set[index] as number) : task
        })
        const changed: Plan = { ...plan, tasks }
        const expected = schedule(changed)
        const { finish, isCritical, project } = redraw(minutes)
        expect({ finish, isCritical, project }).toEqual({
          finish: expected.columns.finish,
          isCritical: expected.columns.isCritical,
          project: expected.finish,
        })
      }
    }),
    { numRuns: 80 },
  )
})
