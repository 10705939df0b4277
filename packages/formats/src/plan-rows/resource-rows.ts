import { type ResourceValues, resourceValues } from '@throughline/contract'
import { clampUnits, MAXIMUM_NOTES, MAXIMUM_SHORT_NAME } from '../limits.ts'
import { checkAgainst } from './checked.ts'
import type { DocumentRow } from './document-row.ts'
import { fitCost, fitDate, fitLabel, fitText, type Problems } from './fit.ts'
import { documentRow, type RowContext } from './row-context.ts'

const MAXIMUM_EMAIL = 320

/** Without the person that a resource is: no file tells more than an address. */
export function resourceRows(context: RowContext): DocumentRow[] {
  return context.document.resources.map((resource) => {
    const { key, guid, extra } = resource
    const problems: Problems = []
    const values = {
      name: fitLabel(resource.name, MAXIMUM_SHORT_NAME, `Resource ${key}`),
      kind: resource.kind,
      calendarId: context.calendarId(resource.calendarKey),
      maxUnits: clampUnits(resource.maxUnits),
      availability: resource.availability.map(({ from, to, units }) => ({
        from: fitDate(from, 'availability', problems),
        to: fitDate(to, 'availability', problems),
        units: clampUnits(units),
      })),
      email: resource.email === null ? null : fitText(resource.email, MAXIMUM_EMAIL),
      notes: fitText(resource.notes, MAXIMUM_NOTES),
      standardRateMinor: fitCost(resource.standardRateMinor),
      overtimeRateMinor: fitCost(resource.overtimeRateMinor),
      costPerUseMinor: fitCost(resource.costPerUseMinor),
    } satisfies Required<Omit<ResourceValues, 'personId'>>
    checkAgainst(resourceValues, values, problems)
    const id = context.resourceId(key)
    const needs = [values.calendarId]
    return documentRow('resource', { key, guid, id, name: values.name, values, needs, extra, problems }, context)
  })
}
