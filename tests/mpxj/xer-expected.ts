// What MPXJ should make of our XER of a document.
import type { ConstraintKind } from '@throughline/engine'
import type { DocumentTask, PlanDocument } from '@throughline/formats'
import { linkRows } from '../../packages/formats/src/xer/write/link-rows.ts'
import { throughWindows1252 } from '../../packages/formats/src/xer/write/windows-1252.ts'
import { writeContext } from '../../packages/formats/src/xer/write/write-context.ts'
import { withXerKeys } from '../../packages/formats/src/xer/write/xer-keys.ts'
import type { Days, MpxjPlan, MpxjTask } from './mpxj-plan.ts'
import { quartersOfShifts, workedQuarters } from './worked-days.ts'

const CONSTRAINTS: Readonly<Record<ConstraintKind, string | null>> = {
  asSoonAsPossible: null,
  asLateAsPossible: 'AS_LATE_AS_POSSIBLE',
  mustStartOn: 'START_ON',
  mustFinishOn: 'FINISH_ON',
  startNoEarlierThan: 'START_NO_EARLIER_THAN',
  startNoLaterThan: 'START_NO_LATER_THAN',
  finishNoEarlierThan: 'FINISH_NO_EARLIER_THAN',
  finishNoLaterThan: 'FINISH_NO_LATER_THAN',
}
/** A quote at the beginning of a cell is none to MPXJ, even where it is written twice (Tokenizer.startQuotedIsValid). */
const inMpxj = (text: string) => throughWindows1252(text).replace(/^"/, '')
const shown = (text: string, longest: number) => inMpxj(text).slice(0, longest).trim()

/** Both as plain data that can be compared; tasks and links by the codes that people see. */
export function compareXer(source: PlanDocument, read: MpxjPlan, days: Days) {
  const document = withXerKeys(source)
  const context = writeContext(document)
  const leaves = document.tasks.filter(({ key }) => !context.isSummary(key))
  const codes = new Map(leaves.map(({ key }) => [key, inMpxj(context.codeOf(key))]))
  const codeOf = (key: string) => codes.get(key) ?? key
  const readTasks = read.tasks.filter(({ isSummary }) => !isSummary)
  const readCodes = new Map(readTasks.map(({ id, activityId }) => [id, activityId ?? '']))
  const readCodeOf = (id: number) => readCodes.get(id) ?? String(id)
  const assignments = document.assignments.filter(({ taskKey }) => !context.isSummary(taskKey))
  const expected = {
    start: document.start ?? read.plannedStart,
    statusDate: document.statusDate ?? document.start ?? read.statusDate,
    tasks: sorted(leaves.map((task) => expectedTask(task, codeOf(task.key), context.calendarIdOf(task)))),
    links: sorted(
      linkRows(document).links.map(({ predecessorKey, successorKey, type, lagMinutes }) => ({
        code: `${codeOf(predecessorKey)} ${type} ${codeOf(successorKey)}`,
        lag: lagMinutes,
      })),
    ),
    calendars: context.calendars.map((calendar) => ({
      id: Number(calendar.key),
      name: shown(calendar.name, 255),
      days: workedQuarters(calendar, context.calendars, days),
    })),
    resources: document.resources.map(({ key, name, kind, email, calendarKey }) => ({
      id: Number(key),
      name: shown(name, 100),
      type: kind === 'work' ? 'WORK' : 'MATERIAL',
      email,
      calendar: calendarKey === null ? null : Number(calendarKey),
    })),
    assignments: sorted(
      assignments.map(({ taskKey, resourceKey, units, actualWorkMinutes }) => ({
        code: `${codeOf(taskKey)} ${resourceKey}`,
        units: Math.round(units * 1e6) / 1e4,
        actualWork: actualWorkMinutes,
      })),
    ),
  }
  const found = {
    start: read.plannedStart,
    statusDate: read.statusDate,
    tasks: sorted(readTasks.map(foundTask)),
    links: sorted(
      read.links.map(({ predecessor, successor, type, lag }) => ({
        code: `${readCodeOf(predecessor)} ${type} ${readCodeOf(successor)}`,
        lag: lag ?? 0,
      })),
    ),
    calendars: context.calendars.map(({ key }) => {
      const calendar = read.calendars.find(({ id }) => String(id) === key)
      const name = calendar?.name.trim() ?? ''
      return { id: Number(key), name, days: quartersOfShifts(calendar?.days ?? []) }
    }),
    resources: document.resources.map(({ key }) => {
      const resource = read.resources.find(({ id }) => String(id) === key)
      const { id = 0, name = '', type = null, email = null, calendar = null } = resource ?? {}
      return { id, name: name.trim(), type, email, calendar }
    }),
    assignments: sorted(
      read.assignments.map(({ task, resource, units, actualWork }) => ({
        code: `${readCodeOf(task)} ${resource}`,
        units: Math.round((units ?? 0) * 1e4) / 1e4,
        actualWork,
      })),
    ),
  }
  return { expected, found }
}

function expectedTask(task: DocumentTask, code: string, calendarId: string) {
  const { progress, stored, constraint, deadline, manual } = task
  const isComplete = progress?.actualFinish != null
  const isPlaced = manual !== null && (manual.start !== null || manual.finish !== null)
  const isMilestone = task.kind === 'milestone' && task.durationMinutes === 0
  const gaps = task.splits.reduce((sum, { gapMinutes }) => sum + gapMinutes, 0)
  const target = isMilestone ? 0 : task.durationMinutes + gaps
  const kind = constraint === null ? null : CONSTRAINTS[constraint.kind]
  const mandatory = constraint?.isMandatory === true
  const ofConstraint =
    mandatory && constraint.kind === 'mustStartOn'
      ? 'MUST_START_ON'
      : mandatory && constraint.kind === 'mustFinishOn'
        ? 'MUST_FINISH_ON'
        : kind
  const byHand = manual?.start == null ? 'MUST_FINISH_ON' : 'MUST_START_ON'
  const ofDeadline = deadline === null ? null : 'FINISH_NO_LATER_THAN'
  const first = isPlaced ? byHand : (ofConstraint ?? ofDeadline)
  const isByDeadline = !isPlaced && ofConstraint === null
  return {
    code,
    name: shown(task.name, 120),
    guid: task.guid,
    isMilestone,
    start: progress?.actualStart ?? stored?.start ?? null,
    finish: progress?.actualFinish ?? stored?.finish ?? null,
    actualStart: progress?.actualStart ?? null,
    actualFinish: progress?.actualFinish ?? null,
    plannedDuration: target,
    remainingDuration: isComplete ? 0 : Math.max(0, target - (progress?.doneMinutes ?? 0)),
    constraint: first,
    constraintDate: isPlaced ? (manual.start ?? manual.finish) : isByDeadline ? deadline : (constraint?.date ?? null),
    calendar: Number(calendarId),
    totalSlack: isComplete ? null : (stored?.totalSlackMinutes ?? null),
    freeSlack: isComplete ? null : (stored?.freeSlackMinutes ?? null),
  }
}

type ExpectedTask = ReturnType<typeof expectedTask>

function foundTask(task: MpxjTask): ExpectedTask {
  const { guid, isMilestone, start, finish, actualStart, actualFinish, constraint, constraintDate } = task
  return {
    code: task.activityId ?? '',
    name: task.name?.trim() ?? '',
    ...{ guid, isMilestone, start, finish, actualStart, actualFinish },
    plannedDuration: task.plannedDuration ?? 0,
    remainingDuration: task.remainingDuration ?? 0,
    constraint: constraint === 'AS_SOON_AS_POSSIBLE' ? null : constraint,
    constraintDate,
    calendar: task.calendar ?? 0,
    totalSlack: task.totalSlack,
    freeSlack: task.freeSlack,
  }
}

function sorted<Row extends { readonly code: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => (a.code < b.code ? -1 : 1))
}
