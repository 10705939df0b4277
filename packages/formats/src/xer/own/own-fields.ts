// Which fields of a document are kept in fields of our own where Primavera's do not say them, and what they may be.
import type { DocumentAssignment, DocumentResource, DocumentTask, PlanDocument } from '../../plan-document.ts'
import {
  type Check,
  isDate,
  isFlag,
  isListOf,
  isMinutes,
  isName,
  isObject,
  isOneOf,
  isText,
  isTuple,
  isWhole,
  isWithin,
  orNull,
} from './checks.ts'

const MAXIMUM_MINOR = 1_000_000_000_000
const CONSTRAINTS = [
  'asSoonAsPossible',
  'asLateAsPossible',
  'startNoEarlierThan',
  'startNoLaterThan',
  'finishNoEarlierThan',
  'finishNoLaterThan',
  'mustStartOn',
  'mustFinishOn',
]
const FIELD_KEY = /^[A-Za-z][A-Za-z0-9_]{0,49}$/
const isMoney = isWhole(0, MAXIMUM_MINOR)
const isKey = isText(200)
const isValue: Check = (value) =>
  isText(2_000)(value) || isFlag(value) || (typeof value === 'number' && Number.isFinite(value))

const isBaseline = isObject({
  number: isWhole(0, 10),
  start: isDate,
  finish: isDate,
  durationMinutes: isMinutes,
  workMinutes: isMinutes,
  costMinor: isMoney,
})

export const TASK_FIELDS = {
  name: isName(500),
  wbs: isText(200),
  notes: isText(20_000),
  kind: isOneOf('task', 'milestone'),
  pointAt: isOneOf('start', 'finish', null),
  durationMinutes: isMinutes,
  durationUnit: isOneOf('minutes', 'hours', 'days', 'weeks', 'months'),
  isElapsed: isFlag,
  isEstimated: isFlag,
  calendarKey: orNull(isKey),
  ignoresResourceCalendars: isFlag,
  constraint: orNull(isObject({ kind: isOneOf(...CONSTRAINTS), date: orNull(isDate), 'isMandatory?': isFlag })),
  deadline: orNull(isDate),
  manual: orNull(isObject({ start: orNull(isDate), finish: orNull(isDate) })),
  isActive: isFlag,
  external: isOneOf('link', 'project', null),
  progress: orNull(
    isObject({ actualStart: isDate, actualFinish: orNull(isDate), doneMinutes: isMinutes, resume: orNull(isDate) }),
  ),
  percentComplete: isWhole(0, 100),
  splits: isListOf(isObject({ afterMinutes: isMinutes, gapMinutes: isMinutes }), 1_000),
  levelingDelayMinutes: isMinutes,
  priority: isWhole(0, 1_000),
  effortType: isOneOf('fixedUnits', 'fixedDuration', 'fixedWork'),
  isEffortDriven: isFlag,
  estimate: orNull(
    isObject({ optimisticMinutes: isMinutes, mostLikelyMinutes: isMinutes, pessimisticMinutes: isMinutes }),
  ),
  customFields: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(([key, each]) => FIELD_KEY.test(key) && isValue(each)),
  baselines: isListOf(isBaseline, 11),
} satisfies Partial<Record<keyof DocumentTask, Check>>

export const RESOURCE_FIELDS = {
  name: isName(200),
  email: orNull(isText(320)),
  kind: isOneOf('work', 'material', 'cost'),
  maxUnits: isWithin(0, 1_000),
  availability: isListOf(isObject({ from: orNull(isDate), to: orNull(isDate), units: isWithin(0, 1_000) }), 500),
  notes: isText(20_000),
  standardRateMinor: isMoney,
  overtimeRateMinor: isMoney,
  costPerUseMinor: isMoney,
} satisfies Partial<Record<keyof DocumentResource, Check>>

export const ASSIGNMENT_FIELDS = {
  units: isWithin(0, 1_000),
  workMinutes: orNull(isMinutes),
  overtimeMinutes: isMinutes,
  actualWorkMinutes: isMinutes,
  remainingWorkMinutes: orNull(isMinutes),
  delayMinutes: isMinutes,
  drivesDuration: isFlag,
  notes: isText(20_000),
} satisfies Partial<Record<keyof DocumentAssignment, Check>>

export const PLAN_FIELDS = {
  name: orNull(isName(200)),
  description: isText(20_000),
  timeZone: orNull(isText(64)),
  currency: orNull(isText(3)),
  start: orNull(isDate),
  finish: orNull(isDate),
  scheduleFrom: isOneOf('start', 'finish'),
  statusDate: orNull(isDate),
  minutesPerDay: isWhole(1, 1_440),
  minutesPerWeek: isWhole(1, 10_080),
  daysPerMonth: isWhole(1, 31),
  defaultCalendarKey: orNull(isKey),
  baselines: isListOf(isObject({ number: isWhole(0, 10), name: isText(200) }), 11),
  customFields: isListOf(
    isObject({
      key: (value) => typeof value === 'string' && FIELD_KEY.test(value),
      name: isName(200),
      type: isOneOf('text', 'number', 'date', 'flag', 'duration', 'cost'),
    }),
    200,
  ),
} satisfies Partial<Record<keyof PlanDocument, Check>>

/** Null: the document does not say it. */
export const OPTION_FIELDS = {
  honorsConstraints: orNull(isFlag),
  criticalFloatMinutes: orNull(isWhole(-6_240_000, 6_240_000)),
  criticalBy: isOneOf('totalFloat', 'longestPath', null),
  hasMultipleCriticalPaths: orNull(isFlag),
  totalFloatBy: isOneOf('smallest', 'start', 'finish', null),
  lagCalendar: isOneOf('successor', 'predecessor', 'project', 'aroundTheClock', null),
  outOfSequence: isOneOf('keep', 'retainedLogic', 'progressOverride', null),
  statusDateMovesWork: orNull(isFlag),
  startBindsAll: orNull(isFlag),
  semantics: isOneOf('microsoft', 'primavera', null),
  honorsProjectFinish: orNull(isFlag),
} satisfies Partial<Record<keyof PlanDocument['options'], Check>>

/** Links of a successor: the key of the predecessor, type, lag and its unit, and the tasks that are linked instead. */
export const isLinkList: Check = isListOf(
  isTuple(
    isKey,
    isOneOf('FS', 'SS', 'FF', 'SF'),
    isWhole(-6_240_000, 6_240_000),
    isOneOf('working', 'elapsed', 'percent'),
    isListOf(isKey, 10_000),
    isListOf(isKey, 10_000),
  ),
  10_000,
)
export const isPosition: Check = isWhole(0, 10_000_000)
export const isKeyList: Check = isListOf(isKey, 100)
