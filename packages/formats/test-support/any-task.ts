import fc from 'fast-check'
import { PLAIN_TASK } from '../src/plain-document.ts'
import type { DocumentBaselineHead, DocumentCustomField, DocumentTask, StoredSchedule } from '../src/plan-document.ts'
import { anyDate, anyGuid, anyName, when } from './any-value.ts'
import type { DocumentFeatures } from './document-features.ts'

export interface TaskPlace {
  readonly key: string
  readonly parentKey: string | null
  readonly isSummary: boolean
}

interface TaskSurroundings {
  readonly calendarKeys: readonly string[]
  readonly customFields: readonly DocumentCustomField[]
  readonly baselines: readonly DocumentBaselineHead[]
}

const anyMinutes = fc.oneof(fc.constantFrom(1, 60, 480, 2400), fc.integer({ min: 1, max: 100_000 }))

/** A task that makes sense: its parts agree with each other, as they do in files that programs write. */
export function anyTask(
  { key, parentKey, isSummary }: TaskPlace,
  around: TaskSurroundings,
  features: DocumentFeatures,
): fc.Arbitrary<DocumentTask> {
  return fc
    .record({
      words: anyWords(features),
      duration: anyDuration(features, isSummary),
      ties: anyTies(features, around.calendarKeys),
      course: anyCourse(features),
      marks: anyMarks(features, around),
    })
    .map(({ words, duration, ties, course, marks }) => {
      const task: DocumentTask = { ...PLAIN_TASK, key, parentKey, line: 1, ...words, ...duration, ...ties, ...marks }
      return isSummary ? summaryOf(task, course) : withCourse(task, course)
    })
}

const anyWords = (features: DocumentFeatures) =>
  fc.record({
    guid: anyGuid(features),
    name: anyName(features),
    wbs: when(features.wbs, '', fc.constantFrom('A.1', 'PRJ.2.b', 'X')),
    notes: when(features.notes, '', features.text),
    extra: features.extra('task'),
  })

const anyDuration = (features: DocumentFeatures, isSummary: boolean) =>
  fc
    .record({
      durationMinutes: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: anyMinutes }),
      isPoint: fc.boolean(),
      pointAt: when(features.points, null, fc.constantFrom('start', 'finish')),
      durationUnit: when(
        features.durationUnits,
        'days',
        fc.constantFrom('minutes', 'hours', 'days', 'weeks', 'months'),
      ),
      isElapsed: when(features.elapsed, false, fc.boolean()),
      isEstimated: when(features.estimated, false, fc.boolean()),
    })
    .map(({ isPoint, pointAt, ...duration }): Partial<DocumentTask> => {
      if (isSummary || !isPoint || duration.durationMinutes > 0) return duration
      return { ...duration, kind: 'milestone', pointAt }
    })

const DATED = [
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
] as const

function anyTies(features: DocumentFeatures, calendarKeys: readonly string[]): fc.Arbitrary<Partial<DocumentTask>> {
  const dated = fc.record({
    kind: fc.constantFrom(...DATED),
    date: anyDate,
    ...(features.mandatoryConstraints ? { isMandatory: fc.constant(true) } : {}),
  })
  const plainDated = fc.record({ kind: fc.constantFrom(...DATED), date: anyDate })
  const late = fc.constant({ kind: 'asLateAsPossible' as const, date: null })
  return fc.record({
    calendarKey: fc.constantFrom(null, ...calendarKeys),
    ignoresResourceCalendars: fc.boolean(),
    constraint: when<DocumentTask['constraint']>(features.constraints, null, fc.oneof(dated, plainDated, late)),
    deadline: when(features.deadlines, null, anyDate),
    isActive: when(features.inactive, true, fc.boolean()),
    priority: features.leveling ? fc.integer({ min: 0, max: 1000 }) : fc.constant(500),
    levelingDelayMinutes: when(features.leveling, 0, anyMinutes),
    effortType: when(features.effort, 'fixedUnits', fc.constantFrom('fixedUnits', 'fixedDuration', 'fixedWork')),
    isEffortDriven: when(features.effort, false, fc.boolean()),
  })
}

function anyMarks(
  features: DocumentFeatures,
  { customFields, baselines }: TaskSurroundings,
): fc.Arbitrary<Pick<DocumentTask, 'estimate' | 'customFields' | 'baselines'>> {
  const estimate = fc.array(anyMinutes, { minLength: 3, maxLength: 3 }).map((drawn) => {
    const [optimisticMinutes = 1, mostLikelyMinutes = 1, pessimisticMinutes = 1] = drawn.toSorted((a, b) => a - b)
    return { optimisticMinutes, mostLikelyMinutes, pessimisticMinutes }
  })
  const agreed = fc
    .record({
      start: anyDate,
      finish: anyDate,
      durationMinutes: anyMinutes,
      workMinutes: fc.nat(100_000),
      costMinor: fc.nat(100_000_000),
    })
    .map((drawn) => (drawn.start <= drawn.finish ? drawn : { ...drawn, start: drawn.finish, finish: drawn.start }))
  return fc.record({
    estimate: when<DocumentTask['estimate']>(features.estimates, null, estimate),
    customFields: anyCustomValues(customFields, features),
    baselines: fc
      .subarray([...baselines])
      .chain((heads) => fc.tuple(...heads.map(({ number }) => agreed.map((each) => ({ number, ...each }))))),
  })
}

/** Values of some of the fields. */
function anyCustomValues(fields: readonly DocumentCustomField[], features: DocumentFeatures) {
  const values = fields.map(({ key, type }) => anyCustomValue(type, features).map((value) => [key, value] as const))
  return fc
    .tuple(fc.subarray([...fields.keys()]), fc.tuple(...values))
    .map(([chosen, entries]) => Object.fromEntries(entries.filter((_, index) => chosen.includes(index))))
}

function anyCustomValue(
  type: DocumentCustomField['type'],
  features: DocumentFeatures,
): fc.Arbitrary<string | number | boolean> {
  switch (type) {
    case 'text':
      return anyName(features)
    case 'number':
      return fc.oneof(
        fc.integer(),
        fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 100),
      )
    case 'date':
      return anyDate
    case 'flag':
      return fc.boolean()
    case 'duration':
      return anyMinutes
    default:
      return fc.nat(1_000_000_000)
  }
}

/** How far a task is, where it lies by hand, and where the program had put it. */
const anyCourse = (features: DocumentFeatures) =>
  fc.record({
    mode: fc.constantFrom(
      ...(['plain', 'plain'] as const),
      ...(features.progress ? (['begun', 'complete'] as const) : []),
      ...(features.manual ? (['manual', 'manual'] as const) : []),
      ...(features.external ? (['link', 'project'] as const) : []),
      ...(features.splits ? (['split', 'split'] as const) : []),
    ),
    stored: when<StoredSchedule | null>(features.stored, null, anyStored),
    percentComplete: when(features.progress, 0, fc.integer({ min: 0, max: 100 })),
    span: fc.tuple(anyDate, anyDate).map(([one, other]) => (one < other ? [one, other] : [other, one])),
    lacks: fc.constantFrom('start', 'finish', 'both', null, null, null),
    done: fc.nat(100_000),
    splits: fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 5_000 })), { maxLength: 3 }),
  })

type Course = ReturnType<typeof anyCourse> extends fc.Arbitrary<infer T> ? T : never

const anyStored: fc.Arbitrary<StoredSchedule> = fc
  .record({
    dates: fc.array(anyDate, { minLength: 6, maxLength: 6 }),
    isFull: fc.boolean(),
    slacks: fc.tuple(fc.integer({ min: -9_999, max: 99_999 }), fc.nat(99_999)),
    isCritical: fc.boolean(),
  })
  .map(({ dates, isFull, slacks, isCritical }) => {
    const [start = null, finish = null, ...others] = dates.toSorted()
    const [earlyStart = null, earlyFinish = null, lateStart = null, lateFinish = null] = isFull ? others : []
    const [totalSlackMinutes = null, freeSlackMinutes = null] = isFull ? slacks : []
    return {
      ...{ start, finish, earlyStart, earlyFinish, lateStart, lateFinish, totalSlackMinutes, freeSlackMinutes },
      isCritical,
      isSplitOrContoured: false,
    }
  })

function summaryOf(task: DocumentTask, course: Course): DocumentTask {
  const { stored, percentComplete, mode } = course
  return { ...task, estimate: null, stored, percentComplete, manual: mode === 'manual' ? byHand(course) : null }
}

/** Either date may be missing. */
function byHand({ span, lacks }: Course): { start: string | null; finish: string | null } {
  const [start = null, finish = null] = span
  return {
    start: lacks === 'start' || lacks === 'both' ? null : start,
    finish: lacks === 'finish' || lacks === 'both' ? null : finish,
  }
}

function withCourse(task: DocumentTask, course: Course): DocumentTask {
  const { mode, stored, percentComplete, span } = course
  const { durationMinutes } = task
  const [actual = '', later = actual] = span
  const beginning = (actualFinish: string | null): DocumentTask => ({
    ...task,
    percentComplete,
    stored: stored === null ? null : { ...stored, start: actual },
    progress: {
      actualStart: actual,
      actualFinish,
      doneMinutes: actualFinish === null ? Math.min(course.done, durationMinutes) : durationMinutes,
      resume: actualFinish === null && course.lacks === null ? later : null,
    },
  })
  switch (mode) {
    case 'begun':
      return beginning(null)
    case 'complete':
      return beginning(later)
    case 'manual':
      return { ...task, stored, manual: byHand(course) }
    case 'link':
    case 'project':
      return {
        ...task,
        stored,
        external: mode,
        manual: { start: stored?.start ?? actual, finish: stored?.finish ?? later },
      }
    case 'split':
      return stored === null ? task : split(task, stored, course)
    default:
      return { ...task, stored, percentComplete }
  }
}

function split(task: DocumentTask, stored: StoredSchedule, { splits: drawn }: Course): DocumentTask {
  const { durationMinutes } = task
  const after = new Set<number>()
  const splits = drawn
    .map(([percent, gapMinutes]) => ({ afterMinutes: Math.round((durationMinutes * percent) / 100), gapMinutes }))
    .filter(({ afterMinutes }) => {
      const isNew = afterMinutes > 0 && afterMinutes < durationMinutes && !after.has(afterMinutes)
      after.add(afterMinutes)
      return isNew
    })
    .sort((a, b) => a.afterMinutes - b.afterMinutes)
  return { ...task, stored, splits }
}
