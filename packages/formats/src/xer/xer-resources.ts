import { clampUnits, MAXIMUM_SHORT_NAME, tidyName, tidyNotes } from '../limits.ts'
import { PLAIN_ASSIGNMENT, PLAIN_RESOURCE } from '../plain-document.ts'
import type {
  DocumentAssignment,
  DocumentAvailability,
  DocumentResource,
  ResourceKind,
  WallTime,
} from '../plan-document.ts'
import { assignmentKey } from '../row-keys.ts'
import type { Warnings } from '../warnings.ts'
import { uuidOfGuid } from './guid.ts'
import { textOfHtml } from './html-text.ts'
import { rowsBy } from './xer-memos.ts'
import type { XerRow } from './xer-tables.ts'
import { dateIn, keyIn, minutesIn, moneyIn, numberIn, textIn } from './xer-values.ts'

const KINDS: Readonly<Record<string, ResourceKind>> = { RT_Labor: 'work', RT_Equip: 'work', RT_Mat: 'material' }
const MAXIMUM_MINOR = 1_000_000_000_000

export interface XerResourceContext {
  readonly assignments: readonly XerRow[]
  /** Whether those that no task uses are the project's as well; else they are of others. */
  readonly hasAll: boolean
  /** Rows of RSRCRATE: how much of a resource there is from a day on, and what it costs. */
  readonly rates: readonly XerRow[]
  /** The day whose rates count. */
  readonly today: WallTime | null
  readonly calendarKeys: ReadonlySet<string>
  readonly warnings: Warnings
}

/** Resources that the project's tasks use. */
export function buildResources(rows: readonly XerRow[], context: XerResourceContext): DocumentResource[] {
  const used = new Set(context.assignments.map((row) => textIn(row, 'rsrc_id')))
  const byKey = new Map(rows.map((row) => [keyIn(row, 'rsrc_id'), row]))
  const ratesByKey = rowsBy(context.rates, 'rsrc_id')
  return [...byKey].flatMap(([key, row]) => {
    if (!context.hasAll && !used.has(key)) return []
    const calendarKey = textIn(row, 'clndr_id')
    const rates = periodsOf(ratesByKey.get(key) ?? [])
    return [
      {
        ...PLAIN_RESOURCE,
        key,
        guid: uuidOfGuid(textIn(row, 'guid')),
        name: tidyName(textIn(row, 'rsrc_name') ?? '', MAXIMUM_SHORT_NAME, `Resource ${key}`),
        email: textIn(row, 'email_addr'),
        kind: KINDS[textIn(row, 'rsrc_type') ?? ''] ?? 'work',
        calendarKey: calendarKey !== null && context.calendarKeys.has(calendarKey) ? calendarKey : null,
        ...unitsOf(row, rates),
        ...pricesOf(row, rates, context.today),
        notes: tidyNotes(textOfHtml(textIn(row, 'rsrc_notes') ?? ''), row, context.warnings),
      },
    ]
  })
}

interface RatePeriod {
  readonly from: WallTime | null
  readonly units: number | null
  readonly priceMinor: number
}

function periodsOf(rows: readonly XerRow[]): RatePeriod[] {
  return rows
    .map((row) => ({
      from: dateIn(row, 'start_date'),
      units: numberIn(row, 'max_qty_per_hr'),
      priceMinor: Math.min(Math.max(moneyIn(row, 'cost_per_qty') ?? 0, 0), MAXIMUM_MINOR),
    }))
    .sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
}

/** Without rates, how much of a resource an assignment has by default. */
function unitsOf(row: XerRow, rates: readonly RatePeriod[]): Pick<DocumentResource, 'maxUnits' | 'availability'> {
  const periods = rates.filter(({ units }) => units !== null)
  const [first] = periods
  const maxUnits = clampUnits(first?.units ?? numberIn(row, 'def_qty_per_hr') ?? 1)
  if (periods.every(({ units }) => units === first?.units)) return { maxUnits, availability: [] }
  const availability = periods.map(
    ({ from, units }, index): DocumentAvailability => ({
      from: index === 0 ? null : from,
      to: periods[index + 1]?.from ?? null,
      units: clampUnits(units ?? 1),
    }),
  )
  return { maxUnits, availability }
}

function pricesOf(
  row: XerRow,
  rates: readonly RatePeriod[],
  today: WallTime | null,
): Pick<DocumentResource, 'standardRateMinor' | 'overtimeRateMinor'> {
  const standard = rates.findLast(({ from }) => today !== null && (from ?? '') <= today) ?? rates[0]
  const standardRateMinor = standard?.priceMinor ?? 0
  const factor = textIn(row, 'ot_flag') === 'Y' ? (numberIn(row, 'ot_factor') ?? 0) : 0
  return { standardRateMinor, overtimeRateMinor: Math.min(Math.round(standardRateMinor * factor), MAXIMUM_MINOR) }
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
    if (resourceKey === null || !taskTypes.has(taskKey) || !resourceKeys.has(resourceKey)) continue
    const key = assignmentKey(taskKey, resourceKey)
    byPair.set(key, together(byPair.get(key), buildAssignment(row, { key, taskKey, resourceKey })))
  }
  return [...byPair.values()]
}

function buildAssignment(
  row: XerRow,
  keys: Pick<DocumentAssignment, 'key' | 'taskKey' | 'resourceKey'>,
): DocumentAssignment {
  const remaining = minutesIn(row, 'remain_qty')
  const overtime = Math.max(0, minutesIn(row, 'act_ot_qty') ?? 0)
  const actual = Math.max(0, minutesIn(row, 'act_reg_qty') ?? 0) + overtime
  const work = remaining === null ? minutesIn(row, 'target_qty') : remaining + actual
  return {
    ...PLAIN_ASSIGNMENT,
    ...keys,
    guid: uuidOfGuid(textIn(row, 'guid')),
    units: clampUnits(numberIn(row, 'target_qty_per_hr') ?? 1),
    workMinutes: work === null ? null : Math.max(0, work),
    overtimeMinutes: overtime,
    actualWorkMinutes: actual,
    remainingWorkMinutes: remaining === null ? null : Math.max(0, remaining),
    delayMinutes: Math.max(0, minutesIn(row, 'target_lag_drtn_hr_cnt') ?? 0),
    drivesDuration: false,
  }
}

/** Several of one resource at one task are one. */
function together(sum: DocumentAssignment | undefined, next: DocumentAssignment): DocumentAssignment {
  if (sum === undefined) return next
  const add = (a: number | null, b: number | null) => (a === null ? b : a + (b ?? 0))
  return {
    ...sum,
    units: clampUnits(sum.units + next.units),
    workMinutes: add(sum.workMinutes, next.workMinutes),
    overtimeMinutes: sum.overtimeMinutes + next.overtimeMinutes,
    actualWorkMinutes: sum.actualWorkMinutes + next.actualWorkMinutes,
    remainingWorkMinutes: add(sum.remainingWorkMinutes, next.remainingWorkMinutes),
  }
}
