import type { Project, ProjectPatch, ScheduleOptions } from '@throughline/contract'
import { microsoftOptions } from '@throughline/engine'
import { type TextKey, text } from './text.ts'

type OptionKey = keyof ScheduleOptions
export type ControlKey =
  | Exclude<keyof ProjectPatch, 'scheduleOptions' | 'customFields' | 'baselineId' | 'finishNoticeDays'>
  | OptionKey

/** How a setting is typed. `hours` are minutes in the project; `moment` is a wall time, `empty` where there may be none. */
export type Control = { readonly key: ControlKey } & (
  | { readonly kind: 'text' | 'area' | 'zone' | 'calendar' | 'check' }
  | { readonly kind: 'moment'; readonly mayBeEmpty: boolean }
  | { readonly kind: 'hours' | 'number'; readonly from: number; readonly to: number }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
)

export interface Group {
  readonly title: TextKey
  readonly lead?: TextKey
  readonly controls: readonly Control[]
}

/** What can be set of a project, as it is shown. */
export const groups: readonly Group[] = [
  {
    title: 'general',
    controls: [
      { key: 'name', kind: 'text' },
      { key: 'description', kind: 'area' },
      { key: 'currency', kind: 'text' },
      { key: 'timeZone', kind: 'zone' },
    ],
  },
  {
    title: 'dates',
    controls: [
      { key: 'startsAt', kind: 'moment', mayBeEmpty: false },
      { key: 'scheduleFrom', kind: 'choice', values: ['start', 'finish'] },
      { key: 'finishBy', kind: 'moment', mayBeEmpty: true },
      { key: 'statusDate', kind: 'moment', mayBeEmpty: true },
    ],
  },
  {
    title: 'working',
    controls: [
      { key: 'calendarId', kind: 'calendar' },
      { key: 'minutesPerDay', kind: 'hours', from: 0.1, to: 24 },
      { key: 'minutesPerWeek', kind: 'hours', from: 0.1, to: 168 },
      { key: 'daysPerMonth', kind: 'number', from: 1, to: 31 },
    ],
  },
  {
    title: 'computing',
    lead: 'computingLead',
    controls: [
      { key: 'semantics', kind: 'choice', values: ['microsoft', 'primavera'] },
      { key: 'criticalBy', kind: 'choice', values: ['totalFloat', 'longestPath'] },
      { key: 'criticalFloatMinutes', kind: 'hours', from: -100_000, to: 100_000 },
      { key: 'totalFloatBy', kind: 'choice', values: ['smallest', 'start', 'finish'] },
      { key: 'lagCalendar', kind: 'choice', values: ['successor', 'predecessor', 'project', 'aroundTheClock'] },
      { key: 'outOfSequence', kind: 'choice', values: ['keep', 'retainedLogic', 'progressOverride'] },
      { key: 'honorsConstraints', kind: 'check' },
      { key: 'statusDateMovesWork', kind: 'check' },
      { key: 'startBindsAll', kind: 'check' },
      { key: 'hasMultipleCriticalPaths', kind: 'check' },
      { key: 'honorsProjectFinish', kind: 'check' },
    ],
  },
]

/** What is typed, by setting. */
export type Draft = Readonly<Partial<Record<ControlKey, string | boolean>>>

const isOption = (key: ControlKey): key is OptionKey => key in microsoftOptions

const settingOf = (project: Project, key: ControlKey): unknown =>
  isOption(key) ? { ...microsoftOptions, ...project.scheduleOptions }[key] : project[key as keyof Project]

/** A setting as it is typed. */
export function typedOf(project: Project, { key, kind }: Control): string | boolean {
  const value = settingOf(project, key)
  if (kind === 'check') return value === true
  if (kind === 'hours') return String(Math.round((Number(value) / 60) * 100) / 100)
  return value === null || value === undefined ? '' : String(value)
}

const numberOf = (typed: string): number => (typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.')))

/** What is wrong with what was typed; null where nothing is. */
export function problemOf(control: Control, typed: string | boolean): string | null {
  const said = String(typed)
  if (control.kind === 'hours' || control.kind === 'number') {
    const { from, to } = control
    const isFine = numberOf(said) >= from && numberOf(said) <= to
    return isFine ? null : text('wrongNumber', { from, to })
  }
  if (control.key === 'name') return said.trim() === '' ? text('wrongName') : null
  if (control.key === 'currency') return /^([A-Z]{3})?$/.test(said) ? null : text('wrongCurrency')
  if (control.key === 'startsAt') return said === '' ? text('wrongDate') : null
  return control.kind === 'zone' && !isZone(said) ? text('wrongZone') : null
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return timeZone !== ''
  } catch {
    return false
  }
}

/** The value of what was typed. */
function readTyped({ kind, key }: Control, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') return typed
  if (kind === 'hours') return Math.round(numberOf(typed) * 60)
  if (kind === 'number') return numberOf(typed)
  if (key === 'name') return typed.trim()
  const mayBeNull = kind === 'moment' || key === 'currency'
  return typed === '' && mayBeNull ? null : typed
}

/** The patch of what differs from the project, and which settings those are; null when nothing does. */
export function patchOf(project: Project, draft: Draft): { patch: ProjectPatch; keys: ControlKey[] } | null {
  const patch: Record<string, unknown> = {}
  const options: Record<string, unknown> = {}
  const keys: ControlKey[] = []
  for (const control of groups.flatMap(({ controls }) => controls)) {
    const typed = draft[control.key]
    if (typed === undefined || typed === typedOf(project, control)) continue
    const into = isOption(control.key) ? options : patch
    into[control.key] = readTyped(control, typed)
    keys.push(control.key)
  }
  if (keys.length === 0) return null
  if (Object.keys(options).length > 0) patch.scheduleOptions = { ...project.scheduleOptions, ...options }
  return { patch: patch as ProjectPatch, keys }
}
