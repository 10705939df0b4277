import { refuse } from './place.ts'
import type { Rules } from './rules.ts'

/** What a baseline holds is captured when it is stored, from the dates of that moment; no change set sets it. */
export const baselineRules: Rules<'baseline'> = {
  dateFields: new Set(),
  existenceMovesDates: false,

  build: ({ head, project }, id, { name }) => ({
    id,
    name,
    capturedRevision: head,
    startsAt: project.startsAt,
    finishesAt: project.finishesAt,
  }),

  check() {},

  release(set, row, place) {
    if (set.project.baselineId === row.id)
      refuse(place, undefined, `“${row.name}” is the active baseline: make another one active first, or none.`)
  },
}
