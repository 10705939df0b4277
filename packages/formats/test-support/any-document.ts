import { findCycle, type PlanOptions } from '@throughline/engine'
import fc from 'fast-check'
import { baselineName } from '../src/baseline-name.ts'
import { PLAIN_PLAN } from '../src/plain-document.ts'
import type {
  DocumentAssignment,
  DocumentBaselineHead,
  DocumentLink,
  DocumentTask,
  PlanDocument,
} from '../src/plan-document.ts'
import { linkKey } from '../src/row-keys.ts'
import { anyCalendars } from './any-calendar.ts'
import { anyAssignments, anyPairs, anyResources } from './any-resource.ts'
import { anyTask, type TaskPlace } from './any-task.ts'
import { anyDate, anyKeys, anyName, when } from './any-value.ts'
import { ALL_FEATURES, type DocumentFeatures } from './document-features.ts'

/** Which rows there are, and how they hang together. */
interface Skeleton {
  readonly calendarKeys: readonly string[]
  readonly places: readonly TaskPlace[]
  readonly ties: readonly Tie[]
  readonly resourceKeys: readonly string[]
  readonly pairs: readonly (readonly [taskKey: string, resourceKey: string])[]
}

type Tie = Pick<DocumentLink, 'key' | 'predecessorKey' | 'successorKey' | 'type'>

/**
 * Documents of up to seven tasks that make sense: no circles, keys that are there, parts that agree. `features` leave out
 * what a format cannot carry. Lines are 1 and nothing is warned of: compare what is read with `withoutPlaces`.
 */
export function anyDocument(features: Partial<DocumentFeatures> = {}): fc.Arbitrary<PlanDocument> {
  const chosen: DocumentFeatures = { ...ALL_FEATURES, ...features }
  return anySkeleton(chosen).chain((skeleton) => anyVersion(skeleton, chosen))
}

/** The same rows with other values, as a plan is before and after people have worked on it. */
export function anyTwoVersions(
  features: Partial<DocumentFeatures> = {},
): fc.Arbitrary<readonly [before: PlanDocument, after: PlanDocument]> {
  const chosen: DocumentFeatures = { ...ALL_FEATURES, ...features }
  return anySkeleton(chosen).chain((skeleton) => fc.tuple(anyVersion(skeleton, chosen), anyVersion(skeleton, chosen)))
}

function anySkeleton(features: DocumentFeatures): fc.Arbitrary<Skeleton> {
  const keysOf = (least: number, most: number) =>
    fc.integer({ min: least, max: most }).chain((count) => anyKeys(count, features))
  return fc
    .record({
      calendarKeys: keysOf(1, 4),
      places: anyPlaces(features),
      ties: fc.array(anyTie, { maxLength: 10 }),
      resourceKeys: features.resources ? keysOf(0, 3) : fc.constant([]),
    })
    .chain(({ places, ties, ...keys }) => {
      const taskKeys = places.map(({ key }) => key)
      return fc.record({
        ...{ places: fc.constant(places), ties: fc.constant(withoutCircles(places, ties)) },
        ...{ calendarKeys: fc.constant(keys.calendarKeys), resourceKeys: fc.constant(keys.resourceKeys) },
        pairs: anyPairs(taskKeys, keys.resourceKeys),
      })
    })
}

function anyVersion(skeleton: Skeleton, features: DocumentFeatures): fc.Arbitrary<PlanDocument> {
  const { calendarKeys, places, ties, resourceKeys, pairs } = skeleton
  return anyHead(features).chain((head) =>
    fc
      .record({
        calendars: anyCalendars(calendarKeys, features),
        defaultCalendarKey: features.bareCalendar
          ? fc.constantFrom(null, ...calendarKeys)
          : fc.constantFrom(...calendarKeys),
        tasks: fc.tuple(...places.map((place) => anyTask(place, { calendarKeys, ...head }, features))),
        links: fc.tuple(...ties.map((tie) => anyLink(tie, features))),
        resources: anyResources(resourceKeys, features, calendarKeys),
        assignments: anyAssignments(pairs, features),
      })
      .map((rows) => consistent({ ...PLAIN_PLAN, ...head, ...rows, warnings: [] })),
  )
}

/** A document without what says where in a file it stood. */
export function withoutPlaces(document: PlanDocument) {
  return {
    ...document,
    tasks: document.tasks.map(({ line: _, ...task }) => task),
    links: document.links.map(({ line: _, ...link }) => link),
    warnings: [],
  }
}

function anyHead(features: DocumentFeatures) {
  const { bareProject, finishAndStatus, lengthsOfDays } = features
  const length = (usual: number, least: number, most: number) =>
    when(lengthsOfDays, usual, fc.integer({ min: least, max: most }))
  const head = fc.record({
    name: fc.oneof(anyName(features), ...(bareProject ? [fc.constant(null)] : [])),
    description: when(features.description, '', features.text),
    timeZone: when(features.timeZone, null, fc.constantFrom('Europe/Berlin', 'America/New_York')),
    currency: when(features.currency, null, fc.constantFrom('EUR', 'BRL')),
    start: fc.oneof(anyDate, ...(bareProject ? [fc.constant(null)] : [])),
    finish: when(finishAndStatus, null, anyDate),
    isFromFinish: fc.boolean(),
    statusDate: when(finishAndStatus, null, anyDate),
    options: anyOptions(features.options),
    minutesPerDay: length(480, 1, 1440),
    minutesPerWeek: length(2400, 1, 10_080),
    daysPerMonth: length(20, 1, 31),
    baselines: anyBaselineHeads(features),
    customFields: fc.subarray([...features.customFields]),
    extra: features.extra('project'),
  })
  return head.map(({ isFromFinish, ...values }) => ({
    ...values,
    scheduleFrom: isFromFinish && values.finish !== null ? ('finish' as const) : ('start' as const),
  }))
}

function anyBaselineHeads(features: DocumentFeatures): fc.Arbitrary<readonly DocumentBaselineHead[]> {
  const nameOf = (number: number) => when(features.baselineNames, baselineName(number), anyName(features))
  return fc
    .subarray([...features.baselines])
    .chain((numbers) => fc.tuple(...numbers.map((number) => nameOf(number).map((name) => ({ number, name })))))
}

function anyOptions(names: readonly (keyof PlanOptions)[]): fc.Arbitrary<Partial<PlanOptions>> {
  const all: { readonly [Name in keyof PlanOptions]: fc.Arbitrary<PlanOptions[Name]> } = {
    honorsConstraints: fc.boolean(),
    criticalFloatMinutes: fc.integer({ min: 0, max: 10_000 }),
    criticalBy: fc.constantFrom('totalFloat', 'longestPath'),
    hasMultipleCriticalPaths: fc.boolean(),
    totalFloatBy: fc.constantFrom('smallest', 'start', 'finish'),
    lagCalendar: fc.constantFrom('successor', 'predecessor', 'project', 'aroundTheClock'),
    outOfSequence: fc.constantFrom('keep', 'retainedLogic', 'progressOverride'),
    statusDateMovesWork: fc.boolean(),
    startBindsAll: fc.boolean(),
    semantics: fc.constantFrom('microsoft', 'primavera'),
    honorsProjectFinish: fc.boolean(),
  }
  return fc
    .record(all)
    .map((drawn) => Object.fromEntries(names.map((name) => [name, drawn[name]])) as Partial<PlanOptions>)
}

/** An outline: each task lies at most one level below the one before it. */
function anyPlaces(features: DocumentFeatures): fc.Arbitrary<readonly TaskPlace[]> {
  return fc
    .array(fc.nat(3), { maxLength: 7 })
    .chain((levels) => anyKeys(levels.length, features).map((keys) => placesOf(levels, keys)))
}

function placesOf(levels: readonly number[], keys: readonly string[]): readonly TaskPlace[] {
  const above: string[] = []
  const placed = keys.map((key, index) => {
    above.length = Math.min(above.length, levels[index] ?? 0)
    const parentKey = above.at(-1) ?? null
    above.push(key)
    return { key, parentKey }
  })
  const summaries = new Set(placed.map(({ parentKey }) => parentKey))
  return placed.map((place) => ({ ...place, isSummary: summaries.has(place.key) }))
}

const anyTie = fc.record({
  from: fc.nat(6),
  to: fc.nat(6),
  type: fc.constantFrom('FS' as const, 'SS' as const, 'FF' as const, 'SF' as const),
})

type TieDraft = typeof anyTie extends fc.Arbitrary<infer T> ? T : never

/** In the order of their successors. */
function withoutCircles(places: readonly TaskPlace[], drafts: readonly TieDraft[]): readonly Tie[] {
  const outline = places.map(({ key, parentKey }) => ({ id: key, parentId: parentKey }))
  const ties: Tie[] = []
  for (const { from, to, type } of drafts) {
    const predecessorKey = places[from]?.key
    const successorKey = places[to]?.key
    if (predecessorKey === undefined || successorKey === undefined) continue
    const tie = { key: linkKey(predecessorKey, successorKey, type), predecessorKey, successorKey, type }
    const ends = [...ties, tie].map((each) => ({ predecessorId: each.predecessorKey, successorId: each.successorKey }))
    if (ties.every(({ key }) => key !== tie.key) && findCycle(outline, ends) === null) ties.push(tie)
  }
  const order = new Map(places.map(({ key }, index) => [key, index]))
  return ties.sort((a, b) => (order.get(a.successorKey) ?? 0) - (order.get(b.successorKey) ?? 0))
}

const anyLink = (tie: Tie, features: DocumentFeatures): fc.Arbitrary<DocumentLink> =>
  fc
    .record({
      lagMinutes: fc.oneof(fc.constant(0), fc.integer({ min: -9_999, max: 9_999 })),
      lagUnit: when(features.lagUnits, 'working', fc.constantFrom('working', 'elapsed', 'percent')),
      extra: features.extra('link'),
    })
    .map((values) => ({ ...tie, ...values, line: 1 }))

/** Only what tasks have of baselines and custom fields; marks of uneven work. */
function consistent(document: PlanDocument): PlanDocument {
  const numbers = new Set(document.tasks.flatMap(({ baselines }) => baselines.map(({ number }) => number)))
  const fields = new Set(document.tasks.flatMap(({ customFields }) => Object.keys(customFields)))
  return {
    ...document,
    tasks: document.tasks.map((task) => withUnevenness(task, document.assignments)),
    baselines: document.baselines.filter(({ number }) => numbers.has(number)),
    customFields: document.customFields.filter(({ key }) => fields.has(key)),
  }
}

function withUnevenness(task: DocumentTask, assignments: readonly DocumentAssignment[]): DocumentTask {
  if (task.stored === null) return task
  const isUneven = assignments.some(({ taskKey, drivesDuration }) => taskKey === task.key && !drivesDuration)
  return { ...task, stored: { ...task.stored, isSplitOrContoured: isUneven || task.splits.length > 0 } }
}
