import type { XmlRecord } from '../mspdi/xml-record.ts'
import type { XerRow } from '../xer/xer-tables.ts'
import { type Column, PROJECT_COLUMNS, SCHEDULE_COLUMNS } from './pmxml-columns.ts'
import { rowOf } from './pmxml-row.ts'

const elementsOf = (columns: readonly Column[]) => columns.flatMap(({ elements }) => elements)

/** The fields of a project that are read; its options may stand in an element of their own. */
export const PROJECT_ELEMENTS: readonly string[] = [
  ...elementsOf(PROJECT_COLUMNS),
  ...elementsOf(SCHEDULE_COLUMNS),
  'Name',
  'WBSObjectId',
  'External',
  'ScheduleOptions',
]

/**
 * A project, its options and the element of its structure that stands for it. Primavera does not write that one; where
 * there is one right below the project that has its name, and no other, it is meant.
 */
export function projectRows(fields: readonly XmlRecord[], elements: XerRow[]): XerRow[] {
  const line = fields[0]?.line ?? 1
  const place = { path: 'Project', line, column: 1 }
  const record: XmlRecord = { name: 'Project', ...place, text: '', children: [...fields], markup: null }
  const textOf = (name: string) => fields.find((field) => field.name === name)?.text.trim() || null
  const key = textOf('ObjectId')
  const isExternal = /^(1|true)$/.test(textOf('External') ?? '')
  const options = [record, ...fields.filter(({ name }) => name === 'ScheduleOptions')]
  const schedule = options.flatMap((each) => [...rowOf('SCHEDOPTIONS', each, SCHEDULE_COLUMNS).values])
  const rows = [
    rowOf('PROJECT', record, PROJECT_COLUMNS, { export_flag: isExternal ? 'N' : 'Y' }),
    { line, table: 'SCHEDOPTIONS', values: new Map([...schedule, ['proj_id', key ?? '']]) },
  ]
  const root = rootAmong(elements, key, textOf('Name'), textOf('WBSObjectId'))
  if (root === null) return [...rows, rootRow(line, key, textOf('Name'), textOf('WBSObjectId'))]
  elements[elements.indexOf(root)] = { ...root, values: new Map([...root.values, ['proj_node_flag', 'Y']]) }
  return rows
}

function rootAmong(
  elements: readonly XerRow[],
  projectKey: string | null,
  name: string | null,
  rootKey: string | null,
): XerRow | null {
  const own = elements.filter(({ values }) => values.get('proj_id') === projectKey)
  const said = own.find(({ values }) => rootKey !== null && values.get('wbs_id') === rootKey)
  if (said !== undefined) return said
  const keys = new Set(own.map(({ values }) => values.get('wbs_id')))
  const [top, ...others] = own.filter(({ values }) => !keys.has(values.get('parent_wbs_id')))
  return top !== undefined && others.length === 0 && top.values.get('wbs_name') === name ? top : null
}

function rootRow(line: number, projectKey: string | null, name: string | null, rootKey: string | null): XerRow {
  const values = new Map([['proj_node_flag', 'Y']])
  if (projectKey !== null) values.set('proj_id', projectKey)
  if (name !== null) values.set('wbs_name', name)
  values.set('wbs_id', rootKey ?? `project-${projectKey}`)
  return { line, table: 'PROJWBS', values }
}
