import type { Calendar } from './calendar.ts'

/**
 * What goes without saying in rows of each kind (ADR 25), and other plain values of plans: apart from the schemas, so that a page
 * can have them without those.
 */

export const taskDefaults = {
  wbs: '',
  durationUnit: 'days' as const,
  isElapsed: false,
  isEstimated: false,
  estimate: null,
  isConstraintMandatory: false,
  deadline: null,
  ignoresResourceCalendars: false,
  isManual: false,
  manualStart: null,
  manualFinish: null,
  isActive: true,
  milestoneAt: null,
  actualStart: null,
  actualFinish: null,
  actualMinutes: 0,
  resumeAt: null,
  splits: [] as never[],
  levelingDelayMinutes: 0,
  priority: 500,
  effortType: 'fixedUnits' as const,
  isEffortDriven: false,
  customFields: {},
}

export const linkDefaults = { lagUnit: 'working' as const }

export const calendarDefaults = { baseId: null, workWeeks: [] as never[] }

export const resourceDefaults = {
  availability: [] as never[],
  email: null,
  notes: '',
  standardRateMinor: 0,
  overtimeRateMinor: 0,
  costPerUseMinor: 0,
}

export const assignmentDefaults = {
  workMinutes: null,
  actualWorkMinutes: 0,
  remainingWorkMinutes: null,
  overtimeMinutes: 0,
  delayMinutes: 0,
  drivesDuration: true,
  notes: '',
}

export const projectDefaults = {
  scheduleFrom: 'start' as const,
  finishBy: null,
  statusDate: null,
  scheduleOptions: {},
  minutesPerDay: 480,
  minutesPerWeek: 2_400,
  daysPerMonth: 20,
  currency: null,
  customFields: [] as never[],
  finishNoticeDays: 1,
}

/** Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00. */
export const standardWeek: Calendar['week'] = [
  ...Array.from({ length: 5 }, () => [
    { from: 480, to: 720 },
    { from: 780, to: 1020 },
  ]),
  [],
  [],
]
