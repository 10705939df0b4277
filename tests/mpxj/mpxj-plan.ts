// What MPXJ makes of a file, as MpxjReader.java says it. Durations and lags are minutes, dates wall times.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunMpxj } from './prepare-mpxj.ts'

export interface MpxjPlan {
  readonly name: string | null
  readonly title: string | null
  readonly start: string | null
  readonly plannedStart: string | null
  readonly mustFinishBy: string | null
  readonly statusDate: string | null
  readonly minutesPerDay: number
  readonly minutesPerWeek: number
  readonly daysPerMonth: number
  readonly currency: string | null
  readonly scheduleFrom: string
  readonly calendar: number | null
  readonly calendars: readonly MpxjCalendar[]
  readonly tasks: readonly MpxjTask[]
  readonly links: readonly MpxjLink[]
  readonly resources: readonly MpxjResource[]
  readonly assignments: readonly MpxjAssignment[]
}

/** `days`: the shifts of each day that was asked for, as "480-720 780-1020". */
export interface MpxjCalendar {
  readonly id: number
  readonly name: string
  readonly base: number | null
  readonly days: readonly string[]
}

export interface MpxjTask {
  readonly id: number
  readonly parent: number | null
  readonly isSummary: boolean
  readonly name: string | null
  readonly wbs: string | null
  readonly activityId: string | null
  readonly guid: string | null
  readonly notes: string
  readonly isMilestone: boolean
  readonly isManual: boolean
  readonly isExternal: boolean
  readonly isActive: boolean
  readonly isEstimated: boolean
  readonly start: string | null
  readonly finish: string | null
  readonly earlyStart: string | null
  readonly earlyFinish: string | null
  readonly lateStart: string | null
  readonly lateFinish: string | null
  readonly plannedDuration: number | null
  readonly remainingDuration: number | null
  readonly duration: number | null
  readonly durationUnit: string | null
  readonly constraint: string | null
  readonly constraintDate: string | null
  readonly deadline: string | null
  readonly actualStart: string | null
  readonly actualFinish: string | null
  readonly percentComplete: number | null
  readonly calendar: number | null
  readonly ignoresResourceCalendars: boolean
  readonly priority: number | null
  readonly type: string | null
  readonly totalSlack: number | null
  readonly freeSlack: number | null
  readonly baselineStart: string | null
  readonly baselineFinish: string | null
  readonly text1: string | null
}

/** `lag` is the percentage itself when the unit is one. */
export interface MpxjLink {
  readonly predecessor: number
  readonly successor: number
  readonly type: 'FS' | 'SS' | 'FF' | 'SF'
  readonly lag: number | null
  readonly lagUnit: string | null
}

/** Units in percent. */
export interface MpxjResource {
  readonly id: number
  readonly name: string
  readonly type: string | null
  readonly email: string | null
  readonly availability: readonly MpxjAvailability[]
  readonly rate: number | null
  readonly overtimeRate: number | null
  readonly calendar: number | null
}

export interface MpxjAvailability {
  readonly from: string | null
  readonly to: string | null
  readonly units: number | null
}

export interface MpxjAssignment {
  readonly task: number
  readonly resource: number
  readonly units: number | null
  readonly work: number | null
  readonly actualWork: number | null
  readonly remainingWork: number | null
}

export interface Days {
  readonly firstDay: string
  readonly count: number
}

export interface PlanFile {
  readonly ending: string
  readonly content: Uint8Array
}

/** Calendars are told by what is worked on the days. */
export async function readWithMpxj(run: RunMpxj, files: readonly PlanFile[], days: Days): Promise<MpxjPlan[]> {
  const answers = await withFiles(files, (places) => run('read', days.firstDay, days.count, ...places))
  return answers.map((answer) => JSON.parse(answer.toString('utf8')) as MpxjPlan)
}

export function convertWithMpxj(
  run: RunMpxj,
  format: 'XER' | 'PMXML' | 'MSPDI',
  files: readonly PlanFile[],
): Promise<Uint8Array[]> {
  return withFiles(files, (places) => run('convert', format, ...places))
}

/** Hands over the paths of files and of their answers in turn; answers what stands in these. */
async function withFiles(
  files: readonly PlanFile[],
  work: (places: readonly string[]) => Promise<unknown>,
): Promise<Buffer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mpxj-'))
  try {
    const places = files.map(({ ending, content }, index) => {
      const file = join(folder, `${index}.${ending}`)
      writeFileSync(file, content)
      return [file, join(folder, `${index}.answer`)] as const
    })
    await work(places.flat())
    return places.map(([, answer]) => readFileSync(answer))
  } finally {
    rmSync(folder, { recursive: true })
  }
}
