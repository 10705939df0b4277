import { type ProjectPatch, projectPatch } from '@throughline/contract'
import { MAXIMUM_NOTES, MAXIMUM_SHORT_NAME } from '../limits.ts'
import type { PlanDocument } from '../plan-document.ts'
import { checkAgainst } from './checked.ts'
import { customFieldsFit } from './custom-field-keys.ts'
import type { DocumentRow } from './document-row.ts'
import { fitDate, fitLabel, fitText, fitWhole, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

export const PROJECT_KEY = 'project'

/** What a file does not tell stays as it is in the project: its name, start, currency, time zone and calendar. */
export function projectRow(context: RowContext): DocumentRow {
  const { document } = context
  const problems: Problems = []
  const calendarId = context.calendarId(document.defaultCalendarKey)
  const startsAt = fitDate(document.start, 'startsAt', problems)
  const values = {
    ...(document.name === null ? {} : { name: fitLabel(document.name, MAXIMUM_SHORT_NAME, 'Project') }),
    description: fitText(document.description, MAXIMUM_NOTES),
    ...(startsAt === null ? {} : { startsAt }),
    scheduleFrom: document.scheduleFrom,
    finishBy: finishBy(document, problems),
    statusDate: fitDate(document.statusDate, 'statusDate', problems),
    scheduleOptions: optionsFit(document.options),
    minutesPerDay: fitWhole(document.minutesPerDay, 1, 1_440),
    minutesPerWeek: fitWhole(document.minutesPerWeek, 1, 10_080),
    daysPerMonth: fitWhole(document.daysPerMonth, 1, 31),
    ...(document.currency === null ? {} : { currency: document.currency }),
    ...(document.timeZone === null ? {} : { timeZone: document.timeZone }),
    customFields: customFieldsFit(document),
    ...(calendarId === null ? {} : { calendarId }),
  } satisfies ProjectPatch
  checkAgainst(projectPatch, values, problems)
  const id = context.idOf('project', PROJECT_KEY)
  const parts = { key: PROJECT_KEY, id, name: values.name ?? '', values, needs: [calendarId], problems }
  return documentRow('project', { ...parts, extra: document.extra }, context)
}

/** Most files say when the plan finishes; only where something is held to it is that a wish. */
export function isFinishHeld({ scheduleFrom, options }: Pick<PlanDocument, 'scheduleFrom' | 'options'>): boolean {
  return scheduleFrom === 'finish' || options.honorsProjectFinish === true
}

function finishBy(document: PlanDocument, problems: Problems): string | null {
  if (!isFinishHeld(document)) return null
  if (document.scheduleFrom === 'finish' && document.finish === null) {
    const message = 'is missing: the plan is scheduled from its finish'
    problems.push({ field: 'finishBy', text: '', message })
  }
  return fitDate(document.finish, 'finishBy', problems)
}

function optionsFit({ criticalFloatMinutes, ...options }: PlanDocument['options']): PlanDocument['options'] {
  if (criticalFloatMinutes === undefined) return options
  return { ...options, criticalFloatMinutes: fitWhole(criticalFloatMinutes, -6_240_000, 6_240_000) }
}
