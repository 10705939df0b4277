import type { DocumentTask } from './plan-document.ts'

/** What a task is that a file says nothing more about. */
export const PLAIN_TASK: Omit<DocumentTask, 'key' | 'name' | 'line'> = {
  parentKey: null,
  notes: '',
  kind: 'task',
  pointAt: null,
  durationMinutes: 480,
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
  baseline: null,
  stored: null,
}

export const PLAIN_PLAN = {
  finish: null,
  scheduleFrom: 'start',
  statusDate: null,
  options: {},
  minutesPerDay: 480,
  minutesPerWeek: 2400,
} as const
