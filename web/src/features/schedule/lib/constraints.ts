import type { ConstraintType, Task } from '@throughline/contract'
import { formatLongDay } from '../../../lib/dates.ts'

const labels: Readonly<Record<ConstraintType, string>> = {
  asSoonAsPossible: 'As soon as possible',
  asLateAsPossible: 'As late as possible',
  startNoEarlierThan: 'Start no earlier than',
  startNoLaterThan: 'Start no later than',
  finishNoEarlierThan: 'Finish no earlier than',
  finishNoLaterThan: 'Finish no later than',
  mustStartOn: 'Must start on',
  mustFinishOn: 'Must finish on',
}

type Held = Pick<Task, 'constraintType' | 'constraintAt' | 'isManual'>

/** What people said of when a task is to be done; null where nobody said anything. */
export function heldBy({ constraintType, constraintAt, isManual }: Held): { label: string; words: string } | null {
  if (isManual) return { label: 'Placed by hand', words: 'placed by hand' }
  if (constraintType === 'asSoonAsPossible') return null
  const label = labels[constraintType]
  if (constraintType === 'startNoEarlierThan') return { label, words: `not before ${formatLongDay(constraintAt)}` }
  const words = label.charAt(0).toLowerCase() + label.slice(1)
  return { label, words: constraintAt === null ? words : `${words} ${formatLongDay(constraintAt)}` }
}
