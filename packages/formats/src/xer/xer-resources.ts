import { clampUnits, MAXIMUM_SHORT_NAME, tidyName } from '../limits.ts'
import type { DocumentAssignment, DocumentResource, ResourceKind } from '../plan-document.ts'
import type { XerRow } from './xer-tables.ts'
import { keyIn, minutesIn, numberIn, textIn } from './xer-values.ts'

const KINDS: Readonly<Record<string, ResourceKind>> = { RT_Labor: 'work', RT_Equip: 'work', RT_Mat: 'material' }

/** Resources that the project's tasks use. */
export function buildResources(
  rows: readonly XerRow[],
  assignments: readonly XerRow[],
  calendarKeys: ReadonlySet<string>,
): DocumentResource[] {
  const used = new Set(assignments.map((row) => textIn(row, 'rsrc_id')))
  const byKey = new Map(rows.map((row) => [keyIn(row, 'rsrc_id'), row]))
  return [...byKey].flatMap(([key, row]) => {
    if (!used.has(key)) return []
    const calendarKey = textIn(row, 'clndr_id')
    return [
      {
        key,
        name: tidyName(textIn(row, 'rsrc_name') ?? '', MAXIMUM_SHORT_NAME, `Resource ${key}`),
        email: textIn(row, 'email_addr'),
        kind: KINDS[textIn(row, 'rsrc_type') ?? ''] ?? 'work',
        calendarKey: calendarKey !== null && calendarKeys.has(calendarKey) ? calendarKey : null,
        maxUnits: clampUnits(numberIn(row, 'def_qty_per_hr') ?? 1),
        availability: [],
      },
    ]
  })
}

/** The duration that the file has stands; only what depends on its resources is as long as their work. */
export function buildAssignments(
  rows: readonly XerRow[],
  taskTypes: ReadonlyMap<string, string>,
  resources: readonly DocumentResource[],
): DocumentAssignment[] {
  const resourceKeys = new Set(resources.map(({ key }) => key))
  const byPair = new Map<string, DocumentAssignment>()
  for (const row of rows) {
    const taskKey = keyIn(row, 'task_id')
    const resourceKey = textIn(row, 'rsrc_id')
    const type = taskTypes.get(taskKey)
    if (type === undefined || resourceKey === null || !resourceKeys.has(resourceKey)) continue
    const remaining = minutesIn(row, 'remain_qty')
    const actual = (minutesIn(row, 'act_reg_qty') ?? 0) + (minutesIn(row, 'act_ot_qty') ?? 0)
    const pair = `${taskKey} ${resourceKey}`
    const units = (byPair.get(pair)?.units ?? 0) + (numberIn(row, 'target_qty_per_hr') ?? 1)
    byPair.set(pair, {
      taskKey,
      resourceKey,
      units: clampUnits(units),
      workMinutes: remaining === null ? minutesIn(row, 'target_qty') : remaining + actual,
      overtimeMinutes: 0,
      actualWorkMinutes: actual,
      remainingWorkMinutes: remaining,
      delayMinutes: Math.max(0, minutesIn(row, 'target_lag_drtn_hr_cnt') ?? 0),
      drivesDuration: false,
    })
  }
  return [...byPair.values()]
}
