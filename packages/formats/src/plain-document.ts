import type { DocumentAssignment, DocumentResource, DocumentTask, PlanDocument } from './plan-document.ts'

/** What a task is that a file says nothing more about. */
export const PLAIN_TASK: Omit<DocumentTask, 'key' | 'name' | 'line'> = {
  guid: null,
  parentKey: null,
  wbs: '',
  notes: '',
  kind: 'task',
  pointAt: null,
  durationMinutes: 480,
  durationUnit: 'days',
  isElapsed: false,
  isEstimated: false,
  calendarKey: null,
  ignoresResourceCalendars: false,
  constraint: null,
  deadline: null,
  manual: null,
  isActive: true,
  external: null,
  progress: null,
  percentComplete: 0,
  splits: [],
  levelingDelayMinutes: 0,
  priority: 500,
  effortType: 'fixedUnits',
  isEffortDriven: false,
  estimate: null,
  customFields: {},
  baselines: [],
  stored: null,
  extra: null,
}

/** Likewise of a plan. */
export const PLAIN_PLAN: Omit<
  PlanDocument,
  'name' | 'start' | 'calendars' | 'defaultCalendarKey' | 'tasks' | 'links' | 'resources' | 'assignments' | 'warnings'
> = {
  description: '',
  timeZone: null,
  currency: null,
  finish: null,
  scheduleFrom: 'start',
  statusDate: null,
  options: {},
  minutesPerDay: 480,
  minutesPerWeek: 2400,
  daysPerMonth: 20,
  baselines: [],
  customFields: [],
  faults: [],
  extra: null,
}

export const PLAIN_RESOURCE: Omit<DocumentResource, 'key' | 'name'> = {
  guid: null,
  email: null,
  kind: 'work',
  calendarKey: null,
  maxUnits: 1,
  availability: [],
  notes: '',
  standardRateMinor: 0,
  overtimeRateMinor: 0,
  costPerUseMinor: 0,
  extra: null,
}

export const PLAIN_ASSIGNMENT: Omit<DocumentAssignment, 'key' | 'taskKey' | 'resourceKey'> = {
  guid: null,
  units: 1,
  workMinutes: null,
  overtimeMinutes: 0,
  actualWorkMinutes: 0,
  remainingWorkMinutes: null,
  delayMinutes: 0,
  drivesDuration: true,
  notes: '',
  extra: null,
}
