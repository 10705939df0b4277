import { clampMinutes } from '../../limits.ts'
import type { DocumentEstimate, DocumentFault } from '../../plan-document.ts'
import type { Warnings } from '../../warnings.ts'
import type { Span } from '../values/span.ts'
import { shownText, type TaskRow, taskFault } from './task-row.ts'

export interface DurationContext {
  readonly warnings: Warnings
  readonly onFault: (fault: DocumentFault) => void
}

type DurationField = 'levelingDelay' | 'optimistic' | 'mostLikely' | 'pessimistic' | 'actualDuration'

/** Undefined when the row does not say it, or says what cannot be. */
export function notBelowZero(
  row: TaskRow,
  field: DurationField,
  { onFault, warnings }: DurationContext,
): Span | undefined {
  const span = row.values[field]
  if (span === undefined) return undefined
  if (span.minutes >= 0) return { ...span, minutes: clampMinutes(span.minutes, row, warnings) }
  onFault(taskFault(row, field, `The duration “${shownText(row, field)}” is below zero`))
  return undefined
}

/** Null too when not all three are told, or they are not in order. */
export function estimateOf(row: TaskRow, context: DurationContext): DocumentEstimate | null {
  const [optimistic, mostLikely, pessimistic] = (['optimistic', 'mostLikely', 'pessimistic'] as const).map(
    (field) => notBelowZero(row, field, context)?.minutes,
  )
  if (optimistic === undefined || mostLikely === undefined || pessimistic === undefined) return null
  if (optimistic <= mostLikely && mostLikely <= pessimistic) {
    return { optimisticMinutes: optimistic, mostLikelyMinutes: mostLikely, pessimisticMinutes: pessimistic }
  }
  context.onFault(taskFault(row, 'mostLikely', 'An estimate goes from optimistic over most likely to pessimistic'))
  return null
}
