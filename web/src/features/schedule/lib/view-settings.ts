import {
  columnKey,
  longestConditionValue,
  type ViewCondition,
  type ViewMark,
  type ViewSettings,
  type ViewSort,
  viewMarks,
  viewOperators,
} from '@throughline/contract'

/** What is chosen of the tasks, and in which order: a view without its columns. */
export type Arrangement = Pick<ViewSettings, 'query' | 'conditions' | 'sort' | 'group'>

export const asPlanned: Arrangement = { query: '', conditions: [], sort: [], group: null }

/** How an address says it; the keys are never changed, as links are kept. */
export interface ArrangementAddress {
  readonly q?: string | undefined
  readonly f?: string | undefined
  readonly s?: string | undefined
  readonly g?: string | undefined
}

export const isFiltered = ({ query, conditions }: Arrangement): boolean => query.trim() !== '' || conditions.length > 0

/** Rows stand as the plan has them, but for those that are folded away. */
export const isAsPlanned = (arrangement: Arrangement): boolean =>
  !isFiltered(arrangement) && arrangement.sort.length === 0 && arrangement.group === null

/** `critical~finish.before.2026-03-12`; what is left out is undefined. */
export function toAddress({ query, conditions, sort, group }: Arrangement): ArrangementAddress {
  const said = conditions.map((condition) =>
    'column' in condition
      ? [condition.column, condition.op, encodeURIComponent(condition.value).replaceAll('.', '%2E')].join('.')
      : condition.op,
  )
  return {
    q: query || undefined,
    f: said.map((each) => each.replaceAll('~', '%7E')).join('~') || undefined,
    s: sort.map(({ column, descending }) => `${descending ? '-' : ''}${column}`).join(',') || undefined,
    g: group ?? undefined,
  }
}

/** What an address says; parts that say nothing are passed over. */
export function fromAddress({ q, f, s, g }: ArrangementAddress): Arrangement {
  const sort = (s ?? '').split(',').flatMap((each): ViewSort[] => {
    const column = each.replace(/^-/, '')
    return columnKey.test(column) ? [{ column, descending: each !== column }] : []
  })
  return {
    query: (q ?? '').slice(0, 200),
    conditions: (f ?? '').split('~').flatMap(conditionOf).slice(0, 50),
    sort: sort.slice(0, 5),
    group: g && columnKey.test(g) ? g : null,
  }
}

function conditionOf(said: string): ViewCondition[] {
  const [column = '', op, value = ''] = said.split('.')
  const mark = op === undefined ? viewMarks.find((each) => each === column) : undefined
  if (mark) return [{ op: mark }]
  const operator = viewOperators.find((each) => each === op)
  const wanted = decoded(value)
  if (!operator || !columnKey.test(column) || wanted.length > longestConditionValue) return []
  return [{ op: operator, column, value: wanted }]
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

export const hasMark = ({ conditions }: Arrangement, mark: ViewMark): boolean =>
  conditions.some(({ op }) => op === mark)

export function withMark(arrangement: Arrangement, mark: ViewMark, isOn: boolean): Arrangement {
  const others = arrangement.conditions.filter(({ op }) => op !== mark)
  return { ...arrangement, conditions: isOn ? [...others, { op: mark }] : others }
}

/** Sorted by a column: first upwards, then downwards, then not any more. */
export function sortedNext({ sort }: Arrangement, column: string, adds: boolean): ViewSort[] {
  const before = sort.find((each) => each.column === column)
  const others = adds ? sort.filter((each) => each.column !== column) : []
  if (!before) return [...others, { column, descending: false }].slice(-5)
  return before.descending ? others : [...others, { column, descending: true }]
}
