import type { BaselineTask, BaselineValues } from '@throughline/contract'
import type { PlanState } from '@throughline/database'
import { type Place, refuse } from './place.ts'
import { has, type Rules } from './rules.ts'
import { liveRows, type WorkingSet } from './working-set.ts'

const numbers = Array.from({ length: 11 }, (_, number) => number)

/** What a baseline holds is stored with it: what an import brings, or the dates of that moment; no change set changes it. */
export const baselineRules: Rules<'baseline'> = {
  dateFields: new Set(),
  existenceMovesDates: false,

  build(set, id, { name, number = nextNumber(set), tasks }, place) {
    const { head, project } = set
    const brought = tasks && broughtTasks(tasks, place)
    if (brought) set.broughtBaselines.set(id, { tasks: brought, place })
    return {
      id,
      name,
      number,
      capturedRevision: head,
      ...(brought ? spanOf(brought) : { startsAt: project.startsAt, finishesAt: project.finishesAt }),
    }
  },

  /** The change set need not hold all the tasks once more. */
  keep: ({ tasks: _, ...values }) => values,

  check(set, row, changed, place) {
    if (!has(changed, 'number') || row.number === null) return
    const twin = liveRows(set, 'baseline').find((other) => other.id !== row.id && other.number === row.number)
    if (twin) refuse(place, 'number', `“${twin.name}” is baseline ${row.number} already.`)
  },

  release(set, row, place) {
    if (set.project.baselineId === row.id)
      refuse(place, undefined, `“${row.name}” is the active baseline: make another one active first, or none.`)
  },
}

function nextNumber(set: WorkingSet): number | null {
  const taken = new Set<number | null>(liveRows(set, 'baseline').map(({ number }) => number))
  return numbers.find((number) => !taken.has(number)) ?? null
}

function broughtTasks(tasks: NonNullable<BaselineValues['tasks']>, place: Place): BaselineTask[] {
  if (tasks.length === 0) refuse(place, 'tasks', 'It holds the dates of no task.')
  const named = new Set(tasks.map(({ taskId }) => taskId))
  if (named.size < tasks.length) refuse(place, 'tasks', 'A task is named more than once.')
  return tasks.map(({ workMinutes = null, costMinor = null, ...dates }) => ({ ...dates, workMinutes, costMinor }))
}

function spanOf(tasks: readonly BaselineTask[]): Pick<PlanState<'baseline'>, 'startsAt' | 'finishesAt'> {
  const least = (one: string, other: string) => (one < other ? one : other)
  const most = (one: string, other: string) => (one > other ? one : other)
  return {
    startsAt: tasks.map(({ earlyStart }) => earlyStart).reduce(least),
    finishesAt: tasks.map(({ earlyFinish }) => earlyFinish).reduce(most),
  }
}
