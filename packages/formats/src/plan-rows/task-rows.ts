import { dateless, positionStep, type TaskValues } from '@throughline/contract'
import { MAXIMUM_NAME, MAXIMUM_NOTES, MAXIMUM_SHORT_NAME } from '../limits.ts'
import type {
  DocumentConstraint,
  DocumentEstimate,
  DocumentProgress,
  DocumentTask,
  WallTime,
} from '../plan-document.ts'
import { customValuesFit } from './custom-field-keys.ts'
import type { DocumentRow } from './document-row.ts'
import { fitDate, fitLabel, fitMinutes, fitText, fitWhole, type Problems, shown } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

export function taskRows(context: RowContext): DocumentRow[] {
  const { tasks } = context.document
  const summaries = new Set(tasks.map(({ parentKey }) => parentKey))
  const fitCustom = customValuesFit(context.document)
  const places = new Map<string | null, number>()
  return tasks.map((task) => {
    const place = (places.get(task.parentKey) ?? 0) + 1
    places.set(task.parentKey, place)
    const problems: Problems = []
    const references = {
      parentId: task.parentKey === null ? null : context.taskId(task.parentKey),
      position: place * positionStep,
      calendarId: context.calendarId(task.calendarKey),
      customFields: fitCustom(task.customFields),
    }
    const values = taskValues(task, references, summaries.has(task.key), problems)
    const { key, guid, line, extra, stored } = task
    const needs = [values.parentId, values.calendarId]
    const id = context.taskId(key)
    return documentRow(
      'task',
      { key, guid, id, name: values.name, line, values, needs, extra, stored, problems },
      context,
    )
  })
}

type WholeTaskValues = { readonly [Field in keyof TaskValues]-?: Exclude<TaskValues[Field], undefined> }
type References = Pick<WholeTaskValues, 'parentId' | 'position' | 'calendarId' | 'customFields'>

/**
 * Of a summary neither duration nor progress is set: both follow from what is below it. One literal without spreads,
 * which engines keep in a form that is quick to read.
 */
function taskValues(
  task: DocumentTask,
  references: References,
  isSummary: boolean,
  problems: Problems,
): WholeTaskValues {
  const durationMinutes = isSummary ? 0 : fitMinutes(task.durationMinutes)
  const constraint = constraintOf(task.constraint, problems)
  const manual = manualDates(task, problems)
  const progress = progressOf(isSummary ? null : task.progress, problems)
  return {
    name: fitLabel(task.name, MAXIMUM_NAME, `Task ${task.key}`),
    notes: fitText(task.notes, MAXIMUM_NOTES),
    wbs: fitText(task.wbs, MAXIMUM_SHORT_NAME),
    kind: task.kind,
    parentId: references.parentId,
    position: references.position,
    durationMinutes,
    durationUnit: task.durationUnit,
    isElapsed: task.isElapsed,
    isEstimated: task.isEstimated,
    estimate: estimateOf(task.estimate, problems),
    constraintType: constraint.type,
    constraintAt: constraint.at,
    isConstraintMandatory: task.constraint?.isMandatory ?? false,
    deadline: fitDate(task.deadline, 'deadline', problems),
    calendarId: references.calendarId,
    ignoresResourceCalendars: task.ignoresResourceCalendars,
    isManual: manual !== null,
    manualStart: manual?.start ?? null,
    manualFinish: manual?.finish ?? null,
    isActive: task.isActive,
    milestoneAt: task.pointAt,
    percentComplete: isSummary ? 0 : fitWhole(task.percentComplete, 0, 100),
    actualStart: progress.start,
    actualFinish: progress.finish,
    actualMinutes: progress.minutes,
    resumeAt: progress.resume,
    splits: isSummary ? [] : splitsOf(task.splits, durationMinutes, problems),
    levelingDelayMinutes: fitMinutes(task.levelingDelayMinutes),
    priority: fitWhole(task.priority, 0, 1000),
    effortType: task.effortType,
    isEffortDriven: task.isEffortDriven,
    customFields: references.customFields,
  }
}

function constraintOf(constraint: DocumentConstraint | null, problems: Problems) {
  const type = constraint?.kind ?? 'asSoonAsPossible'
  if (constraint === null || dateless.has(type)) return { type, at: null }
  if (constraint.date === null) {
    problems.push({ field: 'constraintAt', text: '', message: 'is missing: the constraint needs a date' })
  }
  return { type, at: fitDate(constraint.date, 'constraintAt', problems) }
}

/** Tasks of other projects stay where the file has them. */
function manualDates({ manual, external, stored }: DocumentTask, problems: Problems) {
  const dates = manual ?? (external === null ? null : { start: stored?.start ?? null, finish: stored?.finish ?? null })
  if (dates === null) return null
  const start = fitDate(dates.start, 'manualStart', problems)
  const finish = fitDate(dates.finish, 'manualFinish', problems)
  refuseBackwards(start, finish, 'manualFinish', problems)
  return { start, finish }
}

const NO_PROGRESS = { start: null, finish: null, minutes: 0, resume: null }

function progressOf(progress: DocumentProgress | null, problems: Problems) {
  if (progress === null) return NO_PROGRESS
  const start = fitDate(progress.actualStart, 'actualStart', problems)
  const finish = fitDate(progress.actualFinish, 'actualFinish', problems)
  refuseBackwards(start, finish, 'actualFinish', problems)
  const resume = fitDate(progress.resume, 'resumeAt', problems)
  return { start, finish, minutes: fitMinutes(progress.doneMinutes), resume }
}

/** Nothing could be scheduled around such a task. */
function refuseBackwards(start: WallTime | null, finish: WallTime | null, field: string, problems: Problems): void {
  if (start === null || finish === null || start <= finish) return
  problems.push({ field, text: finish, message: `lies before the start, ${start}` })
}

function splitsOf(splits: DocumentTask['splits'], durationMinutes: number, problems: Problems) {
  if (splits.length === 0) return []
  const whole = splits.map(({ afterMinutes, gapMinutes }) => ({
    afterMinutes: fitMinutes(afterMinutes),
    gapMinutes: fitMinutes(gapMinutes),
  }))
  const isSound = whole.every(
    ({ afterMinutes, gapMinutes }, index) =>
      gapMinutes > 0 && afterMinutes > (whole[index - 1]?.afterMinutes ?? 0) && afterMinutes < durationMinutes,
  )
  if (isSound && whole.length <= 1_000) return whole
  const message = 'are not interruptions within the duration, in their order, 1,000 at most'
  problems.push({ field: 'splits', text: shown(splits), message })
  return []
}

function estimateOf(estimate: DocumentEstimate | null, problems: Problems) {
  if (estimate === null) return null
  const optimisticMinutes = fitMinutes(estimate.optimisticMinutes)
  const mostLikelyMinutes = fitMinutes(estimate.mostLikelyMinutes)
  const pessimisticMinutes = fitMinutes(estimate.pessimisticMinutes)
  if (optimisticMinutes <= mostLikelyMinutes && mostLikelyMinutes <= pessimisticMinutes) {
    return { optimisticMinutes, mostLikelyMinutes, pessimisticMinutes }
  }
  const message = 'does not go from optimistic over most likely to pessimistic'
  problems.push({ field: 'estimate', text: shown(estimate), message })
  return null
}
