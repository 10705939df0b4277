import type { OwnTaskRow } from '@throughline/database'
import type { CalendarEntry } from '@throughline/formats/outgoing'

export function entryOf(task: OwnTaskRow, publicUrl: string): CalendarEntry {
  const { id, revision, name, notes, percentComplete, projectId, projectName, timeZone, updatedAt } = task
  return {
    ...{ id, revision, name, notes, percentComplete, timeZone, updatedAt },
    project: projectName,
    start: task.earlyStart,
    finish: task.earlyFinish,
    isMilestone: task.kind === 'milestone' || task.durationMinutes === 0,
    url: `${publicUrl}/projects/${projectId}?task=${id}`,
  }
}
