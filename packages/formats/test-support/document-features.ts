import type { PlanOptions } from '@throughline/engine'
import fc from 'fast-check'
import type { DocumentCustomField, DocumentExtra } from '../src/plan-document.ts'

export type ExtraOwner = 'project' | 'calendar' | 'task' | 'link' | 'resource' | 'assignment'

/** What a drawn document may hold; a format leaves out what it cannot carry. */
export interface DocumentFeatures {
  /** `numbers`: 1, 2, 3 … mixed up; `texts`: those and others. */
  readonly keys: 'numbers' | 'texts'
  /** Of notes and descriptions; names are made of it too, in one line. */
  readonly text: fc.Arbitrary<string>
  readonly guids: boolean
  readonly timeZone: boolean
  readonly description: boolean
  readonly currency: boolean
  /** Whether start and name may be missing. */
  readonly bareProject: boolean
  /** Whether the default calendar may be missing. */
  readonly bareCalendar: boolean
  readonly finishAndStatus: boolean
  readonly options: readonly (keyof PlanOptions)[]
  readonly lengthsOfDays: boolean
  readonly bases: boolean
  readonly workWeeks: boolean
  readonly exceptionNames: boolean
  readonly recurrences: boolean
  readonly nightShifts: boolean
  readonly wbs: boolean
  readonly notes: boolean
  readonly points: boolean
  readonly durationUnits: boolean
  readonly elapsed: boolean
  readonly estimated: boolean
  readonly constraints: boolean
  readonly mandatoryConstraints: boolean
  readonly deadlines: boolean
  readonly manual: boolean
  readonly inactive: boolean
  readonly external: boolean
  readonly progress: boolean
  readonly splits: boolean
  readonly leveling: boolean
  readonly effort: boolean
  readonly estimates: boolean
  /** Out of which those of a document are taken. */
  readonly customFields: readonly DocumentCustomField[]
  /** The numbers that baselines may have. */
  readonly baselines: readonly number[]
  readonly baselineNames: boolean
  readonly stored: boolean
  readonly lagUnits: boolean
  readonly resources: boolean
  readonly availability: boolean
  readonly rates: boolean
  readonly assignmentWork: boolean
  readonly extra: (owner: ExtraOwner) => fc.Arbitrary<DocumentExtra | null>
}

const line = fc.oneof(
  fc.constantFrom(
    'Dig',
    'Pour & cure',
    '<b>"x"</b>',
    "it's",
    ']]>',
    'a;b,c',
    '=1+1',
    '-5',
    'Übung',
    '測試 🚧',
    '1.2',
    '½ €',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
)

/** Lines without characters that XML does not allow, joined now and then. */
export const TEXT: fc.Arbitrary<string> = fc
  .array(line, { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join('\n').trim())
  .filter((text) => text !== '')

const CUSTOM_FIELDS: readonly DocumentCustomField[] = [
  { key: 'Text1', name: 'Region', type: 'text' },
  { key: 'Text30', name: 'Text30', type: 'text' },
  { key: 'Number2', name: 'Risk', type: 'number' },
  { key: 'Flag20', name: 'Approved?', type: 'flag' },
  { key: 'Date3', name: 'Promised', type: 'date' },
  { key: 'Start10', name: 'Start10', type: 'date' },
  { key: 'Cost4', name: 'Fee', type: 'cost' },
  { key: 'Duration5', name: 'Review', type: 'duration' },
]

/** All that a document can hold. */
export const ALL_FEATURES: DocumentFeatures = {
  keys: 'texts',
  text: TEXT,
  guids: true,
  timeZone: true,
  description: true,
  currency: true,
  bareProject: true,
  bareCalendar: true,
  finishAndStatus: true,
  options: [
    'honorsConstraints',
    'criticalFloatMinutes',
    'hasMultipleCriticalPaths',
    'criticalBy',
    'totalFloatBy',
    'lagCalendar',
    'outOfSequence',
    'statusDateMovesWork',
    'startBindsAll',
    'semantics',
    'honorsProjectFinish',
  ],
  lengthsOfDays: true,
  bases: true,
  workWeeks: true,
  exceptionNames: true,
  recurrences: true,
  nightShifts: true,
  wbs: true,
  notes: true,
  points: true,
  durationUnits: true,
  elapsed: true,
  estimated: true,
  constraints: true,
  mandatoryConstraints: true,
  deadlines: true,
  manual: true,
  inactive: true,
  external: true,
  progress: true,
  splits: true,
  leveling: true,
  effort: true,
  estimates: true,
  customFields: CUSTOM_FIELDS,
  baselines: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  baselineNames: true,
  stored: true,
  lagUnits: true,
  resources: true,
  availability: true,
  rates: true,
  assignmentWork: true,
  extra: () => fc.constant(null),
}
