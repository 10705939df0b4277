// What stands in a plan in JSON: field by field as in PlanDocument, and every field is there.
import {
  constraintType,
  customField,
  dateless,
  durationUnit,
  effortType,
  lagUnit,
  linkType,
  plainDate,
  recurrence,
  resourceKind,
  scheduleOptions,
  shift,
  taskKind,
} from '@throughline/contract'
import { z } from 'zod'
import type {
  DocumentAssignment,
  DocumentCalendar,
  DocumentExtra,
  DocumentFault,
  DocumentLink,
  DocumentResource,
  DocumentTask,
  DocumentWarning,
  ExtraNode,
  PlanDocument,
} from '../plan-document.ts'
import { isWallTime } from '../wall-time.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const key = z.string().min(1)
const guid = z.string().regex(UUID, 'must be a UUID in lower case').nullable()
const wallTime = z
  .string()
  .refine(isWallTime, { error: 'must be a date with a time, such as 2026-03-02T08:00', abort: true })
  .refine((date) => date >= '1600' && date < '3001', 'must be a date of the years 1600 to 3000')
const time = wallTime.nullable()
const count = z.number().nullable()
const span = z.number().min(0, 'must not be below zero')
const line = z.int().min(0)
const extra = z.custom<DocumentExtra>(isExtra, 'must be what a format says besides: format and nodes').nullable()

function isExtra(value: unknown): value is DocumentExtra {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('nodes' in value)) return false
  return ['mspdi', 'xer', 'pmxml'].includes(String(value.format)) && areNodes(value.nodes)
}

function areNodes(value: unknown): value is readonly ExtraNode[] {
  return Array.isArray(value) && value.every(isNode)
}

function isNode(value: unknown): value is ExtraNode {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [name, content] = value
  return typeof name === 'string' && (typeof content === 'string' || areNodes(content))
}

/** The same schema, which gives all that a row has: a field that is forgotten here does not compile. */
const schemaOf =
  <Row>() =>
  <Schema extends z.ZodObject & z.ZodType<Row>>(schema: Schema): Schema =>
    schema

const shifts = z.array(shift)
const week = z.array(shifts.nullable()).length(7)
const name = z.exactOptional(z.string())

export const calendarSchema = schemaOf<DocumentCalendar>()(
  z.strictObject({
    key,
    guid,
    name: z.string(),
    baseKey: key.nullable(),
    week,
    workWeeks: z.array(z.object({ name, from: plainDate, to: plainDate, week })),
    exceptions: z.array(
      z.object({
        name,
        from: plainDate,
        to: plainDate,
        shifts,
        recurs: z.exactOptional(recurrence.nullable()),
        occurrences: z.exactOptional(count),
      }),
    ),
    extra,
  }),
)

const constraint = z
  .object({ kind: constraintType, date: time, isMandatory: z.exactOptional(z.boolean()) })
  .refine(({ kind, date }) => date !== null || dateless.has(kind), { path: ['date'], message: 'is missing' })

const stored = z.object({
  start: time,
  finish: time,
  earlyStart: time,
  earlyFinish: time,
  lateStart: time,
  lateFinish: time,
  totalSlackMinutes: count,
  freeSlackMinutes: count,
  isCritical: z.boolean().nullable(),
  isSplitOrContoured: z.boolean(),
})

const baseline = z.object({
  number: z.int().min(0).max(10),
  start: wallTime,
  finish: wallTime,
  durationMinutes: z.number(),
  workMinutes: z.number(),
  costMinor: z.number(),
})

const taskSchema = schemaOf<DocumentTask>()(
  z.strictObject({
    key,
    guid,
    parentKey: key.nullable(),
    name: z.string(),
    wbs: z.string(),
    notes: z.string(),
    kind: taskKind,
    pointAt: z.enum(['start', 'finish']).nullable(),
    durationMinutes: span,
    durationUnit,
    isElapsed: z.boolean(),
    isEstimated: z.boolean(),
    calendarKey: key.nullable(),
    ignoresResourceCalendars: z.boolean(),
    constraint: constraint.nullable(),
    deadline: time,
    manual: z.object({ start: time, finish: time }).nullable(),
    isActive: z.boolean(),
    external: z.enum(['link', 'project']).nullable(),
    progress: z.object({ actualStart: wallTime, actualFinish: time, doneMinutes: span, resume: time }).nullable(),
    percentComplete: z.number(),
    splits: z.array(z.object({ afterMinutes: span, gapMinutes: span })),
    levelingDelayMinutes: span,
    priority: z.number(),
    effortType,
    isEffortDriven: z.boolean(),
    estimate: z.object({ optimisticMinutes: span, mostLikelyMinutes: span, pessimisticMinutes: span }).nullable(),
    customFields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    baselines: z.array(baseline),
    stored: stored.nullable(),
    extra,
    line,
  }),
)

const linkSchema = schemaOf<DocumentLink>()(
  z.strictObject({
    key,
    predecessorKey: key,
    successorKey: key,
    type: linkType,
    lagMinutes: z.number(),
    lagUnit,
    extra,
    line,
  }),
)

const resourceSchema = schemaOf<DocumentResource>()(
  z.strictObject({
    key,
    guid,
    name: z.string(),
    email: z.string().nullable(),
    kind: resourceKind,
    calendarKey: key.nullable(),
    maxUnits: z.number(),
    availability: z.array(z.object({ from: time, to: time, units: z.number() })),
    notes: z.string(),
    standardRateMinor: z.number(),
    overtimeRateMinor: z.number(),
    costPerUseMinor: z.number(),
    extra,
  }),
)

const assignmentSchema = schemaOf<DocumentAssignment>()(
  z.strictObject({
    key,
    guid,
    taskKey: key,
    resourceKey: key,
    units: z.number(),
    workMinutes: span.nullable(),
    overtimeMinutes: span,
    actualWorkMinutes: span,
    remainingWorkMinutes: span.nullable(),
    delayMinutes: span,
    drivesDuration: z.boolean(),
    notes: z.string(),
    extra,
  }),
)

const warningSchema = schemaOf<DocumentWarning>()(
  z.strictObject({ line, column: z.exactOptional(z.int().min(0)), message: z.string() }),
)

const faultSchema = schemaOf<DocumentFault>()(
  z.strictObject({
    entity: z.enum(['task', 'link', 'assignment']),
    key,
    field: z.string(),
    text: z.string(),
    message: z.string(),
    line,
    column: z.int().min(0),
  }),
)

/** The lists of a plan, in the order in which they are written. */
export const listSchemas = {
  calendars: calendarSchema,
  tasks: taskSchema,
  links: linkSchema,
  resources: resourceSchema,
  assignments: assignmentSchema,
  warnings: warningSchema,
  faults: faultSchema,
} as const satisfies Partial<Record<keyof PlanDocument, z.ZodObject>>

export type ListName = keyof typeof listSchemas
export const listNames = Object.keys(listSchemas) as ListName[]

/** What is not in lists. */
export type PlanHead = Omit<PlanDocument, ListName>

/** JSON has no undefined, which zod lets a field be that may be left out. */
const options = scheduleOptions as unknown as z.ZodType<PlanHead['options']>

export const headSchema = schemaOf<PlanHead>()(
  z.strictObject({
    name: z.string().nullable(),
    description: z.string(),
    timeZone: z.string().nullable(),
    currency: z.string().nullable(),
    start: time,
    finish: time,
    scheduleFrom: z.enum(['start', 'finish']),
    statusDate: time,
    options,
    minutesPerDay: z.number(),
    minutesPerWeek: z.number(),
    daysPerMonth: z.number(),
    defaultCalendarKey: key.nullable(),
    baselines: z.array(z.object({ number: z.int().min(0).max(10), name: z.string() })),
    customFields: z.array(z.object({ ...customField.shape, key })),
    extra,
  }),
)
