import type { ConstraintType } from './task.ts'

/** The constraints that have no date. Apart from the schemas, so that a page which asks does not load those. */
export const dateless: ReadonlySet<ConstraintType> = new Set(['asSoonAsPossible', 'asLateAsPossible'])
