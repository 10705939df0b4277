import type { ConstraintKind, TaskConstraint } from '@throughline/engine'
import { dayOfValue, fail, isAbsent, type JsonObject, shown } from './json-values.ts'
import { endOfDay, startOfDay } from './working-days.ts'

/** Names in lower case: those of the engine and Microsoft Project's short ones. */
const KINDS: ReadonlyMap<string, ConstraintKind> = new Map(
  (
    [
      ['ASAP', 'asSoonAsPossible'],
      ['ALAP', 'asLateAsPossible'],
      ['SNET', 'startNoEarlierThan'],
      ['SNLT', 'startNoLaterThan'],
      ['FNET', 'finishNoEarlierThan'],
      ['FNLT', 'finishNoLaterThan'],
      ['MSO', 'mustStartOn'],
      ['MFO', 'mustFinishOn'],
    ] as const
  ).flatMap(([short, kind]) => [
    [short.toLowerCase(), kind],
    [kind.toLowerCase(), kind],
  ]),
)
const DATELESS: readonly ConstraintKind[] = ['asSoonAsPossible', 'asLateAsPossible']
const ON_FINISH: readonly ConstraintKind[] = ['finishNoEarlierThan', 'finishNoLaterThan', 'mustFinishOn']

/**
 * `snet`, or `constraint` with `constraint_date`; null when neither is there. A date is the start of
 * its day, or the end for those that bind the finish (rule 17).
 */
export function constraintOf(task: JsonObject, index: number): TaskConstraint | null {
  const place = { list: 'tasks', index, key: 'constraint' }
  const named = isAbsent(task.constraint) ? null : namedConstraint(task, index)
  if (isAbsent(task.snet)) return named
  const snet = startOfDay(dayOfValue(task.snet, { list: 'tasks', index, key: 'snet' }))
  if (named === null || named.kind === 'asSoonAsPossible') return { kind: 'startNoEarlierThan', date: snet }
  if (named.kind !== 'startNoEarlierThan') fail(place, 'stands beside snet, and a task has one constraint')
  return { kind: named.kind, date: Math.max(named.date ?? snet, snet) }
}

function namedConstraint(task: JsonObject, index: number): TaskConstraint {
  const place = { list: 'tasks', index, key: 'constraint' }
  const kind = typeof task.constraint === 'string' ? KINDS.get(task.constraint.toLowerCase()) : undefined
  if (kind === undefined) {
    fail(place, `must be one of ASAP, ALAP, SNET, SNLT, FNET, FNLT, MSO and MFO, and is ${shown(task.constraint)}`)
  }
  if (DATELESS.includes(kind)) return { kind, date: null }
  const day = dayOfValue(task.constraint_date, { list: 'tasks', index, key: 'constraint_date' })
  return { kind, date: ON_FINISH.includes(kind) ? endOfDay(day) : startOfDay(day) }
}
