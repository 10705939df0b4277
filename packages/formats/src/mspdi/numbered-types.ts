// What the numbers of the format stand for.
import type { ConstraintKind, EffortType } from '@throughline/engine'
import type { LinkType } from '../plan-document.ts'

export const CONSTRAINTS: readonly ConstraintKind[] = [
  'asSoonAsPossible',
  'asLateAsPossible',
  'mustStartOn',
  'mustFinishOn',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
]

export const EFFORT_TYPES: readonly EffortType[] = ['fixedUnits', 'fixedDuration', 'fixedWork']

export const LINK_TYPES: readonly LinkType[] = ['FF', 'FS', 'SF', 'SS']
