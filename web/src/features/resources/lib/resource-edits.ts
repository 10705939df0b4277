import type { Calendar, ChangeOperation, ChangeSetInput, Plan, Resource, ResourceKind } from '@throughline/contract'
import { formatLongDay } from '../../../lib/dates.ts'
import { text } from './text.ts'

/** What a form says of a resource. */
export interface ResourceDraft {
  readonly name: string
  readonly kind: ResourceKind
  /** 100 is one person. */
  readonly percent: string
  readonly calendarId: string | null
  readonly email: string
}

export interface Absence {
  readonly from: string
  readonly to: string
  readonly name?: string | undefined
}

export const draftOf = (resource: Resource | null): ResourceDraft => ({
  name: resource?.name ?? '',
  kind: resource?.kind ?? 'work',
  percent: String(Math.round((resource?.maxUnits ?? 1) * 10_000) / 100),
  calendarId: resource?.calendarId ?? null,
  email: resource?.email ?? '',
})

/** What is wrong with a draft, by its fields. */
export function problemsOf({ name, percent }: ResourceDraft): { name?: string; percent?: string } {
  const units = Number(percent.replace(',', '.'))
  return {
    ...(name.trim() === '' ? { name: text('nameWrong') } : {}),
    ...(percent.trim() !== '' && units >= 0 && units <= 100_000 ? {} : { percent: text('unitsWrong') }),
  }
}

function valuesOf({ name, kind, percent, calendarId, email }: ResourceDraft) {
  const maxUnits = Number(percent.replace(',', '.')) / 100
  return { name: name.trim(), kind, maxUnits, calendarId, email: email.trim() || null }
}

export function createResource(draft: ResourceDraft): ChangeSetInput {
  const values = valuesOf(draft)
  const operations: ChangeOperation[] = [{ op: 'create', entity: 'resource', id: crypto.randomUUID(), values }]
  return { summary: text('madeSummary', { name: values.name }), operations }
}

/** Only what differs; null when nothing does. */
export function changeResource(resource: Resource, draft: ResourceDraft): ChangeSetInput | null {
  const values = Object.entries(valuesOf(draft))
  const patch = Object.fromEntries(values.filter(([field, value]) => value !== resource[field as keyof Resource]))
  if (Object.keys(patch).length === 0) return null
  const operations: ChangeOperation[] = [{ op: 'update', entity: 'resource', id: resource.id, patch }]
  return { summary: text('changedSummary', { name: resource.name }), operations }
}

export const deleteResource = ({ id, name }: Resource): ChangeSetInput => ({
  summary: text('deletedSummary', { name }),
  operations: [{ op: 'delete', entity: 'resource', id }],
})

/** The calendar that says when one resource is away; null while it works as others do. */
export function ownCalendarOf({ calendars, resources, project, tasks }: Plan, resource: Resource): Calendar | null {
  const { calendarId } = resource
  if (calendarId === null || calendarId === project.calendarId) return null
  const isShared =
    resources.some((other) => other.id !== resource.id && other.calendarId === calendarId) ||
    tasks.some((task) => task.calendarId === calendarId) ||
    calendars.some((other) => other.baseId === calendarId)
  return isShared ? null : (calendars.find(({ id }) => id === calendarId) ?? null)
}

type Exception = Calendar['exceptions'][number]
const isAbsence = ({ shifts, recurs }: Exception): boolean => shifts.length === 0 && !recurs

export function absencesOf(plan: Plan, resource: Resource): Absence[] {
  const exceptions = ownCalendarOf(plan, resource)?.exceptions ?? []
  return exceptions.filter(isAbsence).map(({ from, to, name }) => ({ from, to, name }))
}

/** Away for some days. A resource that works as others do gets a calendar of its own for that, based on theirs. */
export function addAbsence(plan: Plan, resource: Resource, absence: Absence): ChangeSetInput {
  const { from, to } = absence
  const name = absence.name?.trim()
  const exception: Exception = { from, to, shifts: [], ...(name ? { name } : {}) }
  const own = ownCalendarOf(plan, resource)
  const summary = text('absenceSummary', wordsOf(resource, absence))
  if (own) {
    const patch = { exceptions: [...own.exceptions, exception] }
    return { summary, operations: [{ op: 'update', entity: 'calendar', id: own.id, patch }] }
  }
  const id = crypto.randomUUID()
  const week = Array.from({ length: 7 }, () => null)
  const values = {
    ...{ name: resource.name, baseId: resource.calendarId ?? plan.project.calendarId, week, exceptions: [exception] },
  }
  const operations: ChangeOperation[] = [
    { op: 'create', entity: 'calendar', id, values },
    { op: 'update', entity: 'resource', id: resource.id, patch: { calendarId: id } },
  ]
  return { summary, operations }
}

export function removeAbsence(plan: Plan, resource: Resource, absence: Absence): ChangeSetInput | null {
  const own = ownCalendarOf(plan, resource)
  if (!own) return null
  const at = own.exceptions.findIndex((each) => isAbsence(each) && each.from === absence.from && each.to === absence.to)
  const patch = { exceptions: own.exceptions.filter((_, index) => index !== at) }
  const summary = text('absenceRemovedSummary', wordsOf(resource, absence))
  return { summary, operations: [{ op: 'update', entity: 'calendar', id: own.id, patch }] }
}

const wordsOf = ({ name }: Resource, { from, to }: Absence) => ({
  name,
  from: formatLongDay(from),
  to: formatLongDay(to),
})
