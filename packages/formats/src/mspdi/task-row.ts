import { FormatError } from '../format-error.ts'
import { clampMinutes, clampPercent, MAXIMUM_NAME, MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import type { DocumentConstraint, DocumentTask, WallTime } from '../plan-document.ts'
import { Warnings } from '../warnings.ts'
import { readBaselines } from './baseline-row.ts'
import { type FieldValue, readFieldValues } from './custom-field-rows.ts'
import type { Draft } from './draft.ts'
import { type LinkRow, readLinkRow } from './link-row.ts'
import { CONSTRAINTS, EFFORT_TYPES } from './numbered-types.ts'
import { type RawNodes, type RawRow, rawOf } from './raw-nodes.ts'
import { isSameText } from './record-kind.ts'
import { readStored } from './stored-row.ts'
import {
  dateOfChild,
  guidOfChild,
  isElapsedFormat,
  isEstimatedFormat,
  minutesOfChild,
  optionalDateOfChild,
  unitOfFormat,
} from './values.ts'
import { saidByItself } from './write/task-record.ts'
import {
  child,
  children,
  flagOfChild,
  type NamedText,
  namedText,
  numberOfChild,
  ownTextOfChild,
  textOfChild,
  type XmlRecord,
} from './xml-record.ts'

/** A Task element: the task as far as it can be told by itself, and what is to be made sense of with all others. */
export interface TaskRow extends RawRow {
  readonly uid: number
  readonly isNull: boolean
  readonly outlineLevel: number
  readonly task: Draft<DocumentTask>
  readonly isManual: boolean
  readonly isMilestone: boolean
  readonly hasDuration: boolean
  /** Where the file says a duration below zero. */
  readonly faultyDuration: NamedText | null
  /** Null when nothing has been done. */
  readonly actual: ActualRow | null
  readonly calendarUid: number | null
  /** In the end those that the document does not hold. */
  links: readonly LinkRow[]
  readonly fieldValues: readonly FieldValue[]
  readonly line: number
}

export interface ActualRow {
  readonly start: WallTime | null
  readonly finish: WallTime | null
  readonly minutes: number | null
  readonly resume: WallTime | null
}

// One of each for all, since most tasks have none.
const NO_LINKS: readonly LinkRow[] = []
const NO_SPLITS: DocumentTask['splits'] = []
const NO_FIELDS: DocumentTask['customFields'] = {}

export function readTaskRow(record: XmlRecord, rawNodes: RawNodes | null, warnings: Warnings): TaskRow {
  const uid = numberOfChild(record, 'UID')
  if (uid === null) throw new FormatError('A task has no UID', record)
  const isNull = flagOfChild(record, 'IsNull')
  const outlineLevel = readOutlineLevel(record)
  const isLeftOut = isNull || (uid === 0 && outlineLevel === 0)
  const isManual = flagOfChild(record, 'Manual')
  const { minutes, faulty } = readDuration(record, isManual)
  // Nobody is warned of what becomes no task.
  const task = readTask(record, { uid, isManual, minutes }, isLeftOut ? new Warnings() : warnings)
  const links = children(record, 'PredecessorLink')
  return {
    uid,
    isNull,
    outlineLevel,
    task,
    isManual,
    isMilestone: flagOfChild(record, 'Milestone'),
    hasDuration: minutes !== null,
    faultyDuration: faulty,
    actual: readActual(record),
    calendarUid: numberOfChild(record, 'CalendarUID'),
    links: links.length === 0 ? NO_LINKS : links.map((link) => readLinkRow(link, rawNodes)),
    fieldValues: readFieldValues(record),
    line: record.line,
    raw: rawOf(record, rawNodes, isLeftOut ? isLink : (element) => isCarried(element, task)),
  }
}

/** What is still to be found out is as if nothing were said of it. */
function readTask(
  record: XmlRecord,
  { uid, isManual, minutes }: { readonly uid: number; readonly isManual: boolean; readonly minutes: number | null },
  warnings: Warnings,
): Draft<DocumentTask> {
  const format = numberOfChild(record, 'DurationFormat')
  const external = flagOfChild(record, 'IsSubproject') ? 'project' : flagOfChild(record, 'ExternalTask') ? 'link' : null
  const name = tidyName(ownTextOfChild(record, 'Name'), MAXIMUM_NAME, `Task ${uid}`)
  // Written out: spreading would cost several times the memory.
  return {
    key: String(uid),
    guid: guidOfChild(record),
    parentKey: null,
    name,
    wbs: tidyName(ownTextOfChild(record, 'WBS'), MAXIMUM_SHORT_NAME, ''),
    notes: tidyNotes(ownTextOfChild(record, 'Notes'), record, warnings),
    kind: 'task',
    pointAt: null,
    durationMinutes: clampMinutes(minutes ?? 0, record, warnings),
    durationUnit: unitOfFormat(format),
    isElapsed: isElapsedFormat(format),
    isEstimated: isEstimatedFormat(format),
    calendarKey: null,
    ignoresResourceCalendars: flagOfChild(record, 'IgnoreResourceCalendar'),
    constraint: readConstraint(record, name, warnings),
    deadline: optionalDateOfChild(record, 'Deadline'),
    manual: isManual || external !== null ? readManual(record, isManual) : null,
    isActive: flagOfChild(record, 'Active', true),
    external,
    progress: null,
    percentComplete: clampPercent(numberOfChild(record, 'PercentComplete') ?? 0),
    splits: NO_SPLITS,
    levelingDelayMinutes: Math.max(0, Math.round((numberOfChild(record, 'LevelingDelay') ?? 0) / 10)),
    priority: Math.min(Math.max(Math.round(numberOfChild(record, 'Priority') ?? 500), 0), 1000),
    effortType: EFFORT_TYPES[numberOfChild(record, 'Type') ?? 0] ?? 'fixedUnits',
    isEffortDriven: flagOfChild(record, 'EffortDriven'),
    estimate: null,
    customFields: NO_FIELDS,
    baselines: readBaselines(record),
    stored: readStored(record, isManual),
    extra: null,
    line: record.line,
  }
}

const CARRIED: ReadonlySet<string> = new Set([
  ...['UID', 'ID', 'OutlineNumber', 'OutlineLevel', 'Summary', 'PredecessorLink'],
])

/** Whether the task says so in the same words, or it follows from where the task stands. */
function isCarried({ name, text, children: held }: XmlRecord, task: DocumentTask): boolean {
  if (CARRIED.has(name)) return true
  if (held.length > 0) return false
  const said = name === 'WBS' ? task.wbs : saidByItself(task, name)
  return typeof said === 'string' && isSameText(name, said, text)
}

function isLink({ name }: XmlRecord): boolean {
  return name === 'PredecessorLink'
}

/** A task placed by hand has another. */
function readDuration(record: XmlRecord, isManual: boolean): { minutes: number | null; faulty: NamedText | null } {
  const byHand = isManual ? minutesOfChild(record, 'ManualDuration') : null
  const minutes = byHand ?? minutesOfChild(record, 'Duration')
  if (minutes === null || minutes >= 0) return { minutes, faulty: null }
  return { minutes: null, faulty: namedText(record, byHand === null ? 'Duration' : 'ManualDuration') }
}

/** A date is null too when somebody has written something that is no date. */
function readManual(record: XmlRecord, isManual: boolean): DocumentTask['manual'] {
  const dateOf = (name: string) => {
    if (isManual && child(record, `${name}Text`) !== null) return null
    return (isManual ? dateOfChild(record, `Manual${name}`) : null) ?? dateOfChild(record, name)
  }
  return { start: dateOf('Start'), finish: dateOf('Finish') }
}

function readConstraint(record: XmlRecord, taskName: string, warnings: Warnings): DocumentConstraint | null {
  const type = numberOfChild(record, 'ConstraintType') ?? 0
  const date = optionalDateOfChild(record, 'ConstraintDate')
  const kind = CONSTRAINTS[type]
  if (kind === undefined) {
    const message = `The constraint of “${taskName}” is not known here (type ${type}); it is left out.`
    warnings.add('unknown constraint', record, message)
    return null
  }
  if (kind === 'asSoonAsPossible') return null
  if (kind === 'asLateAsPossible') return { kind, date: null }
  if (date !== null) return { kind, date }
  warnings.add('constraint without date', record, `The constraint of “${taskName}” has no date; it is left out.`)
  return null
}

function readActual(record: XmlRecord): ActualRow | null {
  const start = optionalDateOfChild(record, 'ActualStart')
  const finish = optionalDateOfChild(record, 'ActualFinish')
  const minutes = minutesOfChild(record, 'ActualDuration')
  const resume = optionalDateOfChild(record, 'Resume')
  return start === null && finish === null && (minutes ?? 0) === 0 ? null : { start, finish, minutes, resume }
}

/** Without a level, the outline number tells it: "1.2.3" is level 3. */
function readOutlineLevel(record: XmlRecord): number {
  const level = numberOfChild(record, 'OutlineLevel')
  return level ?? textOfChild(record, 'OutlineNumber')?.split('.').length ?? 1
}
