import fc from 'fast-check'
import { PLAIN_ASSIGNMENT, PLAIN_RESOURCE } from '../src/plain-document.ts'
import type { DocumentAssignment, DocumentAvailability, DocumentResource } from '../src/plan-document.ts'
import { assignmentKey } from '../src/row-keys.ts'
import { anyDate, anyGuid, anyName, when } from './any-value.ts'
import type { DocumentFeatures } from './document-features.ts'

const anyUnits = fc.oneof(
  fc.constantFrom(0, 0.5, 1, 2.25),
  fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100),
)

export function anyResources(
  keys: readonly string[],
  features: DocumentFeatures,
  calendarKeys: readonly string[],
): fc.Arbitrary<readonly DocumentResource[]> {
  return fc.tuple(...keys.map((key) => anyResource(key, features, calendarKeys)))
}

function anyResource(
  key: string,
  features: DocumentFeatures,
  calendarKeys: readonly string[],
): fc.Arbitrary<DocumentResource> {
  const rate = when(features.rates, 0, fc.nat(1_000_000))
  return fc
    .record({
      guid: anyGuid(features),
      name: anyName(features),
      email: fc.constantFrom(null, 'ann@example.org'),
      kind: fc.constantFrom('work', 'work', 'material', 'cost'),
      calendarKey: fc.constantFrom(null, ...calendarKeys),
      maxUnits: anyUnits,
      availability: when<readonly DocumentAvailability[]>(features.availability, [], anyAvailability),
      notes: when(features.notes, '', features.text),
      standardRateMinor: rate,
      overtimeRateMinor: rate,
      costPerUseMinor: rate,
      extra: features.extra('resource'),
    })
    .map((values): DocumentResource => ({ ...PLAIN_RESOURCE, key, ...values }))
}

/** Spans that follow each other, the first and last of them open now and then. */
const anyAvailability: fc.Arbitrary<readonly DocumentAvailability[]> = fc
  .tuple(fc.uniqueArray(anyDate, { minLength: 2, maxLength: 4 }), anyUnits, fc.boolean(), fc.boolean())
  .map(([dates, units, isOpenBefore, isOpenAfter]) => {
    const bounds = dates.toSorted()
    const last = bounds.length - 2
    return bounds.slice(0, -1).map((from, index) => ({
      from: isOpenBefore && index === 0 ? null : from,
      to: isOpenAfter && index === last ? null : (bounds[index + 1] ?? null),
      units: units + index > 1_000 ? units : units + index,
    }))
  })

/** Tasks and who is assigned to them, no resource twice to one. */
export function anyPairs(
  taskKeys: readonly string[],
  resourceKeys: readonly string[],
): fc.Arbitrary<readonly (readonly [string, string])[]> {
  if (taskKeys.length === 0 || resourceKeys.length === 0) return fc.constant([])
  return fc.uniqueArray(fc.tuple(fc.constantFrom(...taskKeys), fc.constantFrom(...resourceKeys)), {
    maxLength: 5,
    selector: ([taskKey, resourceKey]) => assignmentKey(taskKey, resourceKey),
  })
}

export function anyAssignments(
  pairs: readonly (readonly [string, string])[],
  features: DocumentFeatures,
): fc.Arbitrary<readonly DocumentAssignment[]> {
  return fc.tuple(...pairs.map(([task, resource]) => anyAssignment(task, resource, features)))
}

function anyAssignment(
  taskKey: string,
  resourceKey: string,
  features: DocumentFeatures,
): fc.Arbitrary<DocumentAssignment> {
  const { assignmentWork } = features
  const minutes = fc.nat(100_000)
  return fc
    .record({
      guid: anyGuid(features),
      units: anyUnits,
      workMinutes: when(assignmentWork, null, minutes),
      overtimeMinutes: when(assignmentWork, 0, minutes),
      actualWorkMinutes: when(assignmentWork, 0, minutes),
      remainingWorkMinutes: when(assignmentWork, null, minutes),
      delayMinutes: when(assignmentWork, 0, minutes),
      drivesDuration: when(assignmentWork, true, fc.boolean()),
      notes: when(features.notes, '', features.text),
      extra: features.extra('assignment'),
    })
    .map((values): DocumentAssignment => {
      const key = assignmentKey(taskKey, resourceKey)
      return { ...PLAIN_ASSIGNMENT, key, taskKey, resourceKey, ...values }
    })
}
