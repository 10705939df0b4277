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

/** What people call a constraint. */
export const constraintLabel = (type: ConstraintType): string => labels[type]
export const constraintLabels: readonly string[] = Object.values(labels)

/** As planners shorten them. */
const shortNames: Readonly<Record<string, ConstraintType>> = {
  asap: 'asSoonAsPossible',
  alap: 'asLateAsPossible',
  snet: 'startNoEarlierThan',
  snlt: 'startNoLaterThan',
  fnet: 'finishNoEarlierThan',
  fnlt: 'finishNoLaterThan',
  mso: 'mustStartOn',
  mfo: 'mustFinishOn',
}

/** The constraint of a label ("Must start on") or of its short name ("MSO"). */
export function constraintNamed(text: string): ConstraintType | null {
  const lower = text.trim().toLowerCase()
  const types = Object.keys(labels) as ConstraintType[]
  return shortNames[lower] ?? types.find((type) => labels[type].toLowerCase() === lower) ?? null
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
