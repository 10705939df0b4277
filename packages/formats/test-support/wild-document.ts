import fc from 'fast-check'
import type { DocumentTask, PlanDocument } from '../src/plan-document.ts'
import { anyDocument } from './any-document.ts'

const wildNumber = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, -0.4, 0.5, 1e9, 1e300)
const wildDate = fc.constantFrom('', 'soon', '2026-02-30T08:00', '0001-01-01T00:00', '3001-01-01T08:00', '2026-03-02')
const wildText = fc.oneof(
  fc.constantFrom('', '  ', ' x ', 'a\0b', '\ud800', 'n'.repeat(30_000), `${'x'.repeat(199)}🚧`),
  fc.string({ unit: 'binary' }),
)

function wildTask(task: DocumentTask): fc.Arbitrary<DocumentTask> {
  const { constraint, manual, progress, estimate } = task
  return fc
    .record({
      name: wildText,
      wbs: wildText,
      notes: wildText,
      durationMinutes: wildNumber,
      levelingDelayMinutes: wildNumber,
      priority: wildNumber,
      percentComplete: wildNumber,
      deadline: fc.option(wildDate),
      constraint:
        constraint === null ? fc.constant(null) : fc.option(wildDate).map((date) => ({ ...constraint, date })),
      manual: manual === null ? fc.constant(null) : fc.record({ start: wildDate, finish: wildDate }),
      progress:
        progress === null
          ? fc.constant(null)
          : fc.record({ actualStart: wildDate, actualFinish: wildDate, doneMinutes: wildNumber, resume: wildDate }),
      estimate:
        estimate === null
          ? fc.constant(null)
          : fc.record({ optimisticMinutes: wildNumber, mostLikelyMinutes: wildNumber, pessimisticMinutes: wildNumber }),
      splits: fc.array(fc.record({ afterMinutes: wildNumber, gapMinutes: wildNumber })),
      customFields: fc.dictionary(fc.constantFrom('Text1', 'Number2', '1 st', 'none'), fc.oneof(wildText, wildNumber)),
    })
    .chain((wild) =>
      fc.subarray(Object.keys(wild)).map((fields) => fields.map((field) => [field, wild[field as keyof typeof wild]])),
    )
    .map((fields) => ({ ...task, ...Object.fromEntries(fields) }))
}

/** Documents with values that no reader should let through, here and there. */
export const wildDocument: fc.Arbitrary<PlanDocument> = anyDocument().chain((document) =>
  fc
    .record({
      tasks: fc.tuple(...document.tasks.map(wildTask)),
      currency: fc.constantFrom('EUR', 'euro'),
      timeZone: fc.constantFrom('Europe/Berlin', 'Mars/Olympus'),
      minutesPerDay: wildNumber,
      description: wildText,
      name: wildText,
      start: wildDate,
      customFields: fc.constantFrom(document.customFields, [
        { key: 'Text1', name: '', type: 'text' as const },
        { key: '1 st', name: 'First', type: 'text' as const },
        { key: 'Number2', name: 'Number', type: 'number' as const },
      ]),
      units: wildNumber,
      minutes: wildNumber,
    })
    .map(({ units, minutes, ...wild }) => ({
      ...document,
      ...wild,
      calendars: document.calendars.map((calendar, index) =>
        index === 0
          ? { ...calendar, name: wild.name, week: [[{ from: 600, to: 500 }], ...calendar.week.slice(1)] }
          : calendar,
      ),
      resources: document.resources.map((each) => ({
        ...each,
        name: wild.name,
        maxUnits: units,
        notes: wild.description,
      })),
      assignments: document.assignments.map((each) => ({
        ...each,
        units,
        workMinutes: minutes,
        delayMinutes: minutes,
      })),
      links: document.links.map((link) => ({ ...link, lagMinutes: minutes })),
    })),
)
