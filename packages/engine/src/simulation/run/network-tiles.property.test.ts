import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALL_FEATURES, arbitraryRichPlan } from '../../../test-support/arbitrary-rich-plan.ts'
import { compileNetwork } from '../../network/compile-network.ts'
import type { Plan, PlanTask } from '../../plan/types.ts'
import { schedule } from '../../schedule/schedule.ts'
import { isOpen, redrawableNetwork, tasksWithWork } from './network-tiles.ts'

/** What is left of a started task; what is done stays. */
function restOf({ durationMinutes, progress }: PlanTask): number | null {
  if (!progress || progress.actualStart === null) return null
  return Math.max(0, durationMinutes - progress.doneMinutes)
}

test('a drawn set of durations is scheduled as a plan that has them', () => {
  const durations = fc.array(fc.array(fc.nat(600), { minLength: 7, maxLength: 7 }), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(arbitraryRichPlan(ALL_FEATURES), durations, (plan, sets) => {
      const network = compileNetwork(plan)
      const withWork = tasksWithWork(plan)
      // A split task is no longer split when nothing comes before the interruption or after it; work that is
      // given does not follow a duration in the plan, while a drawn duration scales it.
      const isWhole = (task: number) =>
        plan.tasks[task]?.splits === undefined && !withWork.has(plan.tasks[task]?.id ?? '')
      const isAssigned = (task: number) => plan.assignments?.some(({ taskId }) => taskId === plan.tasks[task]?.id)
      // A point in time has no calendar but its own, whoever is assigned.
      const isPoint = (task: number) => plan.tasks[task]?.durationMinutes === 0 && isAssigned(task)
      const canDraw = (task: number) => isOpen(network, task) && isWhole(task) && !isPoint(task)
      const drawn = Int32Array.from([...plan.tasks.keys()].filter(canDraw))
      const redraw = redrawableNetwork(network, drawn)
      for (const draws of sets) {
        const set = draws.map((minutes, task) => (isAssigned(task) ? Math.max(1, minutes) : minutes))
        const minutes = Array.from(drawn, (index) => {
          const rest = restOf(plan.tasks[index] as PlanTask)
          const left = network.remaining[network.nodeOfTask[index] as number] as number
          return (set[index] as number) + (rest === null ? 0 : left - rest)
        })
        const tasks = plan.tasks.map((task, index) => {
          if (!drawn.includes(index)) return task
          const done = task.durationMinutes - (restOf(task) ?? task.durationMinutes)
          return { ...task, durationMinutes: done + (set[index] as number) }
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
