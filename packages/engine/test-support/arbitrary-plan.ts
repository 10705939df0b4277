import fc from 'fast-check'
import { type CalendarSpec, findCycle, type Plan, type PlanLink, type PlanTask } from '../src/index.ts'

const HALF_DAYS: CalendarSpec = {
  id: 'half-days',
  week: [0, 1, 2, 3, 4]
    .map(() => [
      { from: 480, to: 600 },
      { from: 660, to: 720 },
    ])
    .concat([[], []]),
  exceptions: [{ from: '1970-01-06', to: '1970-01-07', shifts: [] }],
}

const SIX_DAYS: CalendarSpec = {
  id: 'six-days',
  week: [0, 1, 2, 3, 4, 5].map(() => [{ from: 540, to: 690 }]).concat([[]]),
  exceptions: [{ from: '1970-01-04', to: '1970-01-04', shifts: [{ from: 0, to: 30 }] }],
}

const NIGHTS: CalendarSpec = {
  id: 'nights',
  week: Array.from({ length: 7 }, () => [
    { from: 0, to: 60 },
    { from: 1380, to: 1440 },
  ]),
  exceptions: [],
}

/** Without bases; the first is the project's. */
export const REFERENCE_CALENDARS: readonly CalendarSpec[] = [HALF_DAYS, SIX_DAYS, NIGHTS]

export interface PlanOptions {
  /** Whether links may lead from the earliest start of a summary. */
  readonly withStartsOfSummaries: boolean
  /** Whether tasks have calendars of their own. */
  readonly withTaskCalendars: boolean
}

/** Small plans around the first week of 1970: up to 8 tasks in an outline, 3 calendars, no circles. */
export function arbitraryPlan({ withStartsOfSummaries, withTaskCalendars }: PlanOptions): fc.Arbitrary<Plan> {
  const calendarId = withTaskCalendars ? fc.constantFrom(null, HALF_DAYS.id, SIX_DAYS.id, NIGHTS.id) : fc.constant(null)
  const task = fc.record({
    parent: fc.integer({ min: -6, max: 7 }),
    durationMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 400 })),
    calendarId,
    startNoEarlierThan: fc.option(fc.integer({ min: 0, max: 8000 }), { freq: 4 }),
  })
  const link = fc.record({
    from: fc.nat(7),
    to: fc.nat(7),
    type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
    lagMinutes: fc.oneof(fc.constant(0), fc.integer({ min: -200, max: 300 })),
  })
  return fc
    .record({
      start: fc.integer({ min: 0, max: 5000 }),
      tasks: fc.array(task, { minLength: 1, maxLength: 8 }),
      links: fc.array(link, { maxLength: 9 }),
    })
    .map(({ start, tasks: drafts, links: linkDrafts }) => {
      const tasks = drafts.map(
        ({ parent, startNoEarlierThan: date, ...draft }, index): PlanTask => ({
          ...draft,
          constraint: date === null ? null : { kind: 'startNoEarlierThan', date },
          id: `T${index}`,
          kind: draft.durationMinutes === 0 ? 'milestone' : 'task',
          parentId: parent >= 0 && parent < index ? `T${parent}` : null,
        }),
      )
      const links: PlanLink[] = []
      for (const [index, { from, to, type, lagMinutes }] of linkDrafts.entries()) {
        const candidate = { id: `L${index}`, predecessorId: `T${from}`, successorId: `T${to}`, type, lagMinutes }
        if (from >= tasks.length || to >= tasks.length) continue
        const leadsFromStart = type === 'SS' || type === 'SF'
        if (!withStartsOfSummaries && leadsFromStart && tasks.some(({ parentId }) => parentId === `T${from}`)) continue
        if (findCycle(tasks, [...links, candidate]) === null) links.push(candidate)
      }
      return { start, calendarId: HALF_DAYS.id, calendars: [HALF_DAYS, SIX_DAYS, NIGHTS], tasks, links }
    })
}
