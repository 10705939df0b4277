import { minuteOf, textOf } from '@throughline/engine'
import { minutesAfter } from '../../minutes-after.ts'
import type { DocumentAssignment, DocumentTask } from '../../plan-document.ts'
import { type RecordKind, recordKind, type Said, saidNodes } from '../record-kind.ts'
import { ASSIGNMENT_ELEMENTS } from '../schema.ts'
import { digestOf, markupOf, numberText, type XmlNode } from '../xml-node.ts'
import { hasSplits, stretchesOf, workOverTime } from './work-over-time.ts'
import type { WriteContext } from './write-context.ts'
import { dateOrNull, durationOrNull, durationText, guidOrNull, textOrNull } from './write-values.ts'

/** An assignment, whoever does the work. */
export interface WrittenAssignment {
  readonly uid: number
  readonly resourceUid: number
  readonly work: Omit<DocumentAssignment, 'key' | 'taskKey' | 'resourceKey' | 'extra'>
  readonly task: DocumentTask | undefined
  readonly context: WriteContext
}

/** The resource of work that nobody is assigned to. */
export const UNASSIGNED = -65_535

type Work = WrittenAssignment['work']

/** What an assignment says by itself of how much work there is. */
const amounts: Readonly<Record<string, (work: Work) => Said>> = {
  ActualWork: ({ actualWorkMinutes }) => durationText(actualWorkMinutes),
  OvertimeWork: ({ overtimeMinutes }) => durationText(overtimeMinutes),
  RemainingWork: ({ remainingWorkMinutes }) => durationOrNull(remainingWorkMinutes),
  Units: ({ units }) => numberText(units),
  Work: ({ workMinutes }) => durationOrNull(workMinutes),
  WorkContour: ({ drivesDuration }) => (drivesDuration ? FLAT : EDITED_BY_HAND),
}

const FLAT = '0'
const EDITED_BY_HAND = '8'

const byItself: Readonly<Record<string, (work: Work) => Said>> = {
  ...amounts,
  GUID: ({ guid }) => guidOrNull(guid),
  Notes: ({ notes }) => textOrNull(notes),
}

const dates: Readonly<Record<string, (written: WrittenAssignment) => Said>> = {
  ActualFinish: ({ task }) => dateOrNull(task?.progress?.actualFinish),
  ActualStart: (written) => (hasBegun(written) ? dateOrNull(written.task?.progress?.actualStart) : null),
  Finish: ({ task }) => dateOrNull(task?.stored?.finish),
  Start: startOf,
}

const ofWork = (says: Readonly<Record<string, (work: Work) => Said>>) =>
  Object.fromEntries(
    Object.entries(says).map(([name, say]) => [name, ({ work }: WrittenAssignment) => say(work)] as const),
  )

const COURSE: RecordKind<WrittenAssignment> = recordKind(ASSIGNMENT_ELEMENTS, { ...ofWork(amounts), ...dates })

export const ASSIGNMENT: RecordKind<WrittenAssignment> = recordKind<WrittenAssignment>(
  ASSIGNMENT_ELEMENTS,
  {
    ...ofWork(byItself),
    ...dates,
    UID: ({ uid }) => String(uid),
    TaskUID: ({ task, context }) => (task === undefined ? null : String(context.taskUid(task.key))),
    ResourceUID: ({ resourceUid }) => String(resourceUid),
    Delay: ({ work }) => String(work.delayMinutes * 10),
    LevelingDelay: () => '0',
    TimephasedData: overTimeNodes,
  },
  {
    ties: {
      Delay: ({ work }) => String(work.delayMinutes),
      LevelingDelay: ({ work }) => String(work.delayMinutes),
      TimephasedData: courseOf,
    },
    computed: ['UID'],
  },
)

/** What an assignment says by itself of an element; undefined when more has to be known. */
export function workByItself(work: Work, name: string): Said | undefined {
  return BY_ITSELF.get(name)?.(work)
}

const BY_ITSELF = new Map(Object.entries(byItself))

export function writtenAssignment(work: DocumentAssignment, uid: number, context: WriteContext): WrittenAssignment {
  return { uid, resourceUid: context.resourceUid(work.resourceKey), work, task: context.taskOf(work.taskKey), context }
}

/**
 * Work that nobody is assigned to. Microsoft Project learns of interruptions and progress from assignments only, so that a
 * task without any has one of nobody.
 */
export function workOfNobody(task: DocumentTask, uid: number, context: WriteContext): WrittenAssignment {
  const { durationMinutes, progress } = task
  const done = progress?.doneMinutes ?? 0
  const work = {
    ...{ guid: null, units: 1, notes: '', drivesDuration: true, overtimeMinutes: 0, delayMinutes: 0 },
    ...{ workMinutes: durationMinutes, actualWorkMinutes: done, remainingWorkMinutes: durationMinutes - done },
  }
  return { uid, resourceUid: UNASSIGNED, work, task, context }
}

/** Whether a task needs an assignment of nobody. */
export function needsNobody(task: DocumentTask, isSummary: boolean, { assignmentsOf }: WriteContext): boolean {
  if (isSummary || assignmentsOf(task.key).length > 0) return false
  return hasSplits(task) || task.progress !== null || task.percentComplete > 0
}

/** Microsoft Project takes work for finished only when its assignments say when. */
function hasBegun({ work, task }: WrittenAssignment): boolean {
  return work.actualWorkMinutes > 0 || (task?.progress?.actualFinish ?? null) !== null
}

function startOf({ work, task, context }: WrittenAssignment): string | null {
  const start = task?.stored?.start ?? null
  if (task === undefined || start === null || work.delayMinutes === 0) return dateOrNull(start)
  const after = minutesAfter(context.splitCalendarOf(task), minuteOf(start), work.delayMinutes)
  return dateOrNull(after === null ? start : textOf(after))
}

/** Of work that comes unevenly it is only told that it comes from start to finish. */
function overTimeNodes({ work, task, uid, context }: WrittenAssignment): readonly XmlNode[] | null {
  if (task === undefined) return null
  const isUneven = !work.drivesDuration && task.stored?.start != null && task.stored.finish !== null
  if (!isUneven && !hasSplits(task)) return null
  const minutes = work.workMinutes ?? Math.round(task.durationMinutes * work.units)
  return workOverTime(stretchesOf(task, context), minutes, uid)
}

/** What changes when the work lies elsewhere, or there is more or less of it. */
function courseOf(written: WrittenAssignment): string {
  const { durationMinutes, splits } = written.task ?? { durationMinutes: 0, splits: [] }
  return digestOf(`${markupOf(saidNodes(COURSE, written))}${durationMinutes}${JSON.stringify(splits)}`)
}
