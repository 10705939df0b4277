// How work lies in time, for tasks that are interrupted or whose work comes unevenly: without it Microsoft Project would
// plan them in one go.
import { minuteOf, textOf } from '@throughline/engine'
import { minutesAfter } from '../../minutes-after.ts'
import type { DocumentTask } from '../../plan-document.ts'
import { WORK_OVER_TIME } from '../work-parts.ts'
import { markupOf, type XmlNode } from '../xml-node.ts'
import type { WriteContext } from './write-context.ts'
import { dateText, durationText } from './write-values.ts'

/** A stretch of time, in minutes, with so many minutes of the task's duration in it. */
export interface Stretch {
  readonly isDone: boolean
  readonly from: number
  readonly to: number
  readonly minutes: number
}

const DONE = '2'
const TO_DO = '1'

/** Whether the interruptions of a task can be told; those of what is finished or placed by hand cannot. */
export function hasSplits({ splits, manual, progress }: DocumentTask): boolean {
  return splits.length > 0 && manual === null && (progress?.actualFinish ?? null) === null
}

/** The task's duration in time, with stretches without work where it is interrupted; none when it is not known where it lies, or that is beyond all calendars. */
export function stretchesOf(task: DocumentTask, { splitCalendarOf }: WriteContext): readonly Stretch[] {
  const start = task.progress?.actualStart ?? task.stored?.start ?? null
  if (start === null) return []
  const calendar = splitCalendarOf(task)
  const doneMinutes = task.progress?.doneMinutes ?? 0
  const stretches: Stretch[] = []
  let at = minuteOf(start)
  let worked = 0
  let isBeyond = false
  const add = (minutes: number, isDone: boolean, hasWork: boolean) => {
    if (minutes <= 0) return
    const to = minutesAfter(calendar, at, minutes)
    isBeyond ||= to === null
    if (to === null) return
    stretches.push({ isDone, from: at, to, minutes: hasWork ? minutes : 0 })
    at = to
  }
  const workUntil = (end: number) => {
    const done = Math.min(Math.max(doneMinutes, worked), end)
    add(done - worked, true, true)
    add(end - done, false, true)
    worked = end
  }
  for (const { afterMinutes, gapMinutes } of hasSplits(task) ? task.splits : []) {
    workUntil(afterMinutes)
    add(gapMinutes, afterMinutes < doneMinutes, false)
  }
  workUntil(task.durationMinutes)
  return isBeyond ? [] : untilFinish(stretches, task)
}

/** The last stretch lasts until the task finishes. */
function untilFinish(stretches: readonly Stretch[], { stored }: DocumentTask): readonly Stretch[] {
  const last = stretches.at(-1)
  const finish = stored?.finish ?? null
  if (last === undefined || finish === null || minuteOf(finish) <= last.to) return stretches
  return [...stretches.slice(0, -1), { ...last, to: minuteOf(finish) }]
}

/** `workMinutes` are spread over the stretches as the duration is. */
export function workOverTime(
  stretches: readonly Stretch[],
  workMinutes: number,
  uid: number,
): readonly XmlNode[] | null {
  const duration = stretches.reduce((sum, { minutes }) => sum + minutes, 0)
  if (duration === 0) return null
  const items = stretches.map(({ isDone, from, to, minutes }): XmlNode => {
    // Little work is still work, and none an interruption.
    const work = minutes === 0 ? 0 : Math.max(1, Math.round((workMinutes * minutes) / duration))
    return [
      'TimephasedData',
      [
        ['Type', isDone ? DONE : TO_DO],
        ['UID', String(uid)],
        ['Start', dateText(textOf(from))],
        ['Finish', dateText(textOf(to))],
        ['Unit', unitOf(to - from)],
        ['Value', durationText(work)],
      ],
    ]
  })
  return [[WORK_OVER_TIME, markupOf(items)]]
}

/** How long a stretch is told to be: years, months, weeks, days, hours, minutes. */
function unitOf(minutes: number): string {
  const days = Math.floor(minutes / 1440)
  if (days >= 364) return '8'
  if (days >= 28) return '5'
  if (days >= 7) return '3'
  if (days >= 1) return '2'
  return minutes >= 60 ? '1' : '0'
}
