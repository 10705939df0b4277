import fc from 'fast-check'
import {
  type ConstraintKind,
  findCycle,
  type Plan,
  type PlanLink,
  type PlanOptions,
  type PlanResource,
  type PlanTask,
  type TaskConstraint,
} from '../src/index.ts'
import { REFERENCE_CALENDARS } from './arbitrary-plan.ts'

/** Which of what a plan can hold is drawn. */
export interface Features {
  readonly constraints: readonly ConstraintKind[]
  readonly hasProgress: boolean
  readonly hasManual: boolean
  readonly hasAssignments: boolean
  readonly options: fc.Arbitrary<Partial<PlanOptions>>
}

const DATED: readonly ConstraintKind[] = [
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
]

export const ALL_FEATURES: Features = {
  constraints: [...DATED, 'asSoonAsPossible', 'asLateAsPossible'],
  hasProgress: true,
  hasManual: true,
  hasAssignments: true,
  options: fc.record({
    honorsConstraints: fc.boolean(),
    criticalFloatMinutes: fc.constantFrom(0, 0, 200),
    totalFloatBy: fc.constantFrom('smallest', 'smallest', 'start', 'finish'),
    hasMultipleCriticalPaths: fc.boolean(),
    lagCalendar: fc.constantFrom('successor', 'predecessor', 'project', 'aroundTheClock'),
    outOfSequence: fc.constantFrom('keep', 'retainedLogic'),
  }),
}

const date = fc.integer({ min: 0, max: 8000 })
const mostlyZero = (most: number) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: most }))

function seldom<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value })
}

/**
 * Small plans around the first weeks of 1970: up to 7 tasks in an outline, three calendars and the
 * clock, links of all types and lags of all units, no circles.
 */
export function arbitraryRichPlan(features: Features): fc.Arbitrary<Plan> {
  return fc
    .record({
      start: fc.integer({ min: 0, max: 5000 }),
      statusDate: fc.option(date),
      drafts: fc.array(arbitraryDraft(features), { minLength: 2, maxLength: 7, size: 'max' }),
      linkDrafts: fc.array(arbitraryLink, { maxLength: 10, size: 'max' }),
      assignmentDrafts: fc.array(arbitraryAssignment, { maxLength: features.hasAssignments ? 5 : 0, size: 'max' }),
      options: features.options,
    })
    .map(({ start, statusDate, drafts, linkDrafts, assignmentDrafts, options }) => {
      const tasks = drafts.map(({ parent, ...draft }, index): PlanTask => {
        const id = `T${index}`
        return { ...draft, id, parentId: parent >= 0 && parent < index ? `T${parent}` : null }
      })
      const calendars = REFERENCE_CALENDARS
      const calendarId = calendars[0]?.id ?? ''
      const links = withoutCircles(tasks, linkDrafts)
      const assignments = assignmentDrafts.map(({ task, ...draft }) => ({
        ...draft,
        taskId: `T${task % tasks.length}`,
      }))
      return { start, statusDate, calendarId, calendars, tasks, links, resources: RESOURCES, assignments, options }
    })
}

function arbitraryDraft(features: Features) {
  return fc
    .record({
      parent: fc.integer({ min: -12, max: 6 }),
      durationMinutes: fc.oneof(
        { weight: 1, arbitrary: fc.constant(0) },
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 400 }) },
      ),
      isElapsed: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, fc.constant(true)),
      calendarId: fc.constantFrom(null, ...REFERENCE_CALENDARS.map(({ id }) => id)),
      isOnOwnCalendar: fc.boolean(),
      effortType: fc.constantFrom('fixedUnits' as const, 'fixedUnits' as const, 'fixedDuration' as const),
      constraint: fc.option(arbitraryConstraint(features.constraints), { freq: 1 }),
      deadline: seldom(date),
      isActive: fc.oneof({ weight: 11, arbitrary: fc.constant(true) }, fc.constant(false)),
      levelingDelayMinutes: mostlyZero(2000),
      gap: mostlyZero(200),
      mode: fc.integer({ min: 0, max: 19 }),
      from: date,
      lasts: fc.nat(4000),
      done: fc.nat(400),
      resume: fc.option(date),
    })
    .map(({ gap, mode, from, lasts, done, resume, isOnOwnCalendar, ...draft }) => ({
      ...draft,
      ignoresResourceCalendars: isOnOwnCalendar || draft.calendarId === 'nights',
      kind: draft.durationMinutes === 0 ? ('milestone' as const) : ('task' as const),
      ...(gap > 0 && draft.durationMinutes > 1 ? { splits: [{ afterMinutes: 1, gapMinutes: gap }] } : {}),
      ...(mode === 0 && features.hasManual ? { manual: { start: from, finish: from + lasts } } : {}),
      ...(mode === 1 && features.hasManual ? { manual: { start: from, finish: null } } : {}),
      ...(mode === 2 && features.hasProgress
        ? { progress: { actualStart: from, actualFinish: from + lasts, doneMinutes: draft.durationMinutes } }
        : {}),
      ...(mode === 3 && features.hasProgress
        ? {
            progress: {
              actualStart: from,
              actualFinish: null,
              doneMinutes: Math.min(done, draft.durationMinutes),
              resume,
            },
          }
        : {}),
    }))
}

function arbitraryConstraint(kinds: readonly ConstraintKind[]): fc.Arbitrary<TaskConstraint> {
  return fc
    .record({ kind: fc.constantFrom(...kinds), on: date })
    .map(({ kind, on }) => ({ kind, date: kind.endsWith('Possible') ? null : on }))
}

/** None of them works at night, as some tasks do. */
const RESOURCES: readonly PlanResource[] = [
  { id: 'half', kind: 'work', calendarId: 'half-days' },
  { id: 'six', kind: 'work', calendarId: 'six-days' },
  { id: 'any', kind: 'work' },
  { id: 'sand', kind: 'material', calendarId: 'nights' },
]

const arbitraryAssignment = fc.record({
  task: fc.nat(6),
  resourceId: fc.constantFrom(...RESOURCES.map(({ id }) => id)),
  units: fc.constantFrom(0, 0.5, 1, 1.5),
  workMinutes: fc.option(fc.nat(400), { freq: 1 }),
  delayMinutes: mostlyZero(300),
})

interface LinkDraft extends Pick<PlanLink, 'type' | 'lagMinutes' | 'lagUnit'> {
  readonly from: number
  readonly to: number
}

const arbitraryLink: fc.Arbitrary<LinkDraft> = fc
  .record({
    from: fc.nat(6),
    to: fc.nat(6),
    type: fc.constantFrom('FS', 'SS', 'FF', 'SF'),
    lagUnit: fc.constantFrom('working', 'elapsed', 'percent'),
    lag: fc.oneof(fc.constant(0), fc.integer({ min: -200, max: 300 })),
  })
  .map(({ lag, ...draft }) => ({ ...draft, lagMinutes: lag }))

function withoutCircles(tasks: readonly PlanTask[], drafts: readonly LinkDraft[]): PlanLink[] {
  const links: PlanLink[] = []
  for (const [index, { from, to, ...draft }] of drafts.entries()) {
    const [predecessor, successor] = [from % tasks.length, to % tasks.length]
    const candidate = { ...draft, id: `L${index}`, predecessorId: `T${predecessor}`, successorId: `T${successor}` }
    if (findCycle(tasks, [...links, candidate]) === null) links.push(candidate)
  }
  return links
}
