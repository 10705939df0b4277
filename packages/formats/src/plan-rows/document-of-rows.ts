import type {
  DocumentAssignment,
  DocumentCalendar,
  DocumentLink,
  DocumentResource,
  PlanDocument,
} from '../plan-document.ts'
import { calendarLookup } from '../work-calendars.ts'
import { documentTasks, numbered, withSummaryFigures } from './document-tasks.ts'
import type { PlanRows } from './plan-rows.ts'
import { isFinishHeld } from './project-row.ts'
import { type RowNames, rowNames } from './row-names.ts'

interface Names {
  readonly tasks: RowNames
  readonly calendars: RowNames
  readonly links: RowNames
  readonly resources: RowNames
  readonly assignments: RowNames
  readonly calendarKey: (id: string | null) => string | null
}

/**
 * A project as a document. Keys and what is not modelled are those of the file that a row came from; a baseline without
 * a number has no place in it.
 */
export function documentOfRows(plan: PlanRows): PlanDocument {
  const names = namesOf(plan)
  const calendars = plan.calendars.map((calendar) => documentCalendar(calendar, names))
  const defaultCalendarKey = names.calendars.keyOf(plan.project.calendarId)
  const calendar = calendarLookup({ calendars, defaultCalendarKey })(null)
  const document: PlanDocument = {
    ...settingsOf(plan),
    calendars,
    defaultCalendarKey,
    tasks: documentTasks(plan, calendar, names),
    links: plan.links.map((link) => documentLink(link, names)),
    resources: plan.resources.map((resource) => documentResource(resource, names)),
    assignments: plan.assignments.map((assignment) => documentAssignment(assignment, names)),
    baselines: numbered(plan.baselines).map(({ number, name }) => ({ number, name })),
    warnings: [],
    faults: [],
  }
  return { ...document, tasks: withSummaryFigures(document) }
}

function namesOf({ tasks, calendars, links, resources, assignments, origins }: PlanRows): Names {
  const ofCalendars = rowNames(calendars, origins)
  return {
    tasks: rowNames(tasks, origins),
    calendars: ofCalendars,
    links: rowNames(links, origins),
    resources: rowNames(resources, origins),
    assignments: rowNames(assignments, origins),
    calendarKey: (id) => (id === null ? null : ofCalendars.keyOf(id)),
  }
}

function settingsOf({ project, origins }: PlanRows) {
  const { scheduleFrom } = project
  const options = project.scheduleOptions as PlanDocument['options']
  return {
    name: project.name,
    description: project.description,
    timeZone: project.timeZone,
    currency: project.currency,
    start: project.startsAt,
    finish: isFinishHeld({ scheduleFrom, options }) ? project.finishBy : project.finishesAt,
    scheduleFrom,
    statusDate: project.statusDate,
    options,
    minutesPerDay: project.minutesPerDay,
    minutesPerWeek: project.minutesPerWeek,
    daysPerMonth: project.daysPerMonth,
    customFields: project.customFields,
    extra: origins.get(project.id)?.extra ?? null,
  }
}

function documentCalendar(calendar: PlanRows['calendars'][number], names: Names): DocumentCalendar {
  const { id, name, baseId, week, workWeeks, exceptions } = calendar
  return {
    key: names.calendars.keyOf(id),
    guid: names.calendars.guidOf(id),
    name,
    baseKey: names.calendarKey(baseId),
    week,
    workWeeks: workWeeks as DocumentCalendar['workWeeks'],
    exceptions: exceptions as DocumentCalendar['exceptions'],
    extra: names.calendars.extraOf(id),
  }
}

function documentLink(link: PlanRows['links'][number], names: Names): DocumentLink {
  return {
    key: names.links.keyOf(link.id),
    predecessorKey: names.tasks.keyOf(link.predecessorId),
    successorKey: names.tasks.keyOf(link.successorId),
    type: link.type,
    lagMinutes: link.lagMinutes,
    lagUnit: link.lagUnit,
    extra: names.links.extraOf(link.id),
    line: 0,
  }
}

function documentResource(resource: PlanRows['resources'][number], names: Names): DocumentResource {
  return {
    key: names.resources.keyOf(resource.id),
    guid: names.resources.guidOf(resource.id),
    name: resource.name,
    email: resource.email,
    kind: resource.kind,
    calendarKey: names.calendarKey(resource.calendarId),
    maxUnits: resource.maxUnits,
    availability: resource.availability,
    notes: resource.notes,
    standardRateMinor: resource.standardRateMinor,
    overtimeRateMinor: resource.overtimeRateMinor,
    costPerUseMinor: resource.costPerUseMinor,
    extra: names.resources.extraOf(resource.id),
  }
}

function documentAssignment(assignment: PlanRows['assignments'][number], names: Names): DocumentAssignment {
  return {
    key: names.assignments.keyOf(assignment.id),
    guid: names.assignments.guidOf(assignment.id),
    taskKey: names.tasks.keyOf(assignment.taskId),
    resourceKey: names.resources.keyOf(assignment.resourceId),
    units: assignment.units,
    workMinutes: assignment.workMinutes,
    overtimeMinutes: assignment.overtimeMinutes,
    actualWorkMinutes: assignment.actualWorkMinutes,
    remainingWorkMinutes: assignment.remainingWorkMinutes,
    delayMinutes: assignment.delayMinutes,
    drivesDuration: assignment.drivesDuration,
    notes: assignment.notes,
    extra: names.assignments.extraOf(assignment.id),
  }
}
