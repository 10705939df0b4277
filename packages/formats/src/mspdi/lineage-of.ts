import type { DocumentCalendar } from '../plan-document.ts'

/** The calendar, its base, the base of that … */
export function lineageOf(
  calendar: DocumentCalendar,
  byKey: ReadonlyMap<string, DocumentCalendar>,
): readonly DocumentCalendar[] {
  const lineage: DocumentCalendar[] = []
  for (let at: DocumentCalendar | undefined = calendar; at !== undefined && !lineage.includes(at); ) {
    lineage.push(at)
    at = byKey.get(at.baseKey ?? '')
  }
  return lineage
}
