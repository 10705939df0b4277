import type { DateDriver, DateField } from '@throughline/contract'
import { type Schedule, textOf } from '@throughline/engine'
import { longestChain, predecessorEnd } from './follow-movement.ts'

/** A date of the plan as it is, and what binds it. */
export interface DrivingStep {
  taskId: string
  field: DateField
  at: string
  driver: DateDriver
}

/**
 * What drives a date now, back to a cause that is no task's; the stored drivers are of the last moves, and what drives a
 * date may change without moving it, so the engine is asked. Null where the plan does not have the task.
 */
export function drivingChain(computed: Schedule, taskId: string, field: DateField): DrivingStep[] | null {
  return computed.network.indexById.has(taskId) ? follow(computed, taskId, field) : null
}

function follow(computed: Schedule, taskId: string, field: DateField): DrivingStep[] {
  const types = new Map(computed.network.plan.links.map(({ id, type }) => [id, type]))
  const steps: DrivingStep[] = []
  const seen = new Set<string>()
  let next: { taskId: string; field: DateField } | null = { taskId, field }
  while (next !== null && steps.length < longestChain && !seen.has(`${next.taskId}/${next.field}`)) {
    seen.add(`${next.taskId}/${next.field}`)
    const { earlyStart, earlyFinish } = computed.task(next.taskId)
    const driver: DateDriver = computed.explain(next.taskId)[next.field][0] ?? { kind: 'project-start' }
    steps.push({ ...next, at: textOf(next.field === 'start' ? earlyStart : earlyFinish), driver })
    next = followingOf(driver, next, types)
  }
  return steps
}

function followingOf(
  { kind, taskId, linkId }: DateDriver,
  place: { taskId: string; field: DateField },
  types: ReadonlyMap<string, 'FS' | 'SS' | 'FF' | 'SF'>,
): { taskId: string; field: DateField } | null {
  if (kind === 'duration' || kind === 'assignment')
    return { taskId: place.taskId, field: place.field === 'finish' ? 'start' : 'finish' }
  if (!taskId) return null
  if (kind === 'children') return { taskId, field: place.field }
  return kind === 'link' ? { taskId, field: predecessorEnd(types.get(linkId ?? '') ?? 'FS') } : null
}
