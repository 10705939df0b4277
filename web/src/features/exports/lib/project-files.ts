import type { ExportQuery, ExportTable, GanttPage, TableFormat } from '@throughline/contract'
import { client } from '../../../lib/service.ts'

/** A file that a project can be had as. */
export interface ProjectFile {
  readonly label: string
  readonly href: string
}

export interface FileGroup {
  readonly title: string
  readonly files: readonly ProjectFile[]
}

type Asked = Pick<ExportQuery, 'format'> & Partial<Pick<ExportQuery, 'table' | 'page'>>

const programs = [
  ['Microsoft Project (XML)', 'mspdi'],
  ['Primavera P6 (XER)', 'xer'],
  ['Throughline (JSON)', 'json'],
] as const
const pages: readonly (readonly [string, GanttPage])[] = [
  ['PDF, A4', 'a4'],
  ['PDF, A3', 'a3'],
  ['PDF, US Letter', 'letter'],
]
export const tables: readonly (readonly [string, ExportTable])[] = [
  ['Tasks', 'tasks'],
  ['Links', 'links'],
  ['Resources', 'resources'],
  ['Assignments', 'assignments'],
  ['Calendars', 'calendars'],
  ['Baselines', 'baselines'],
  ['Changes', 'changes'],
  ['Runs', 'runs'],
  ['Members', 'members'],
]

/** What a project can be had as in one file. */
export function fileGroups(projectId: string): FileGroup[] {
  const file = (label: string, asked: Asked): ProjectFile => ({ label, href: addressOf(projectId, asked) })
  return [
    { title: 'For other programs', files: programs.map(([label, format]) => file(label, { format })) },
    {
      title: 'Gantt chart',
      files: [
        ...pages.map(([label, page]) => file(label, { format: 'pdf', page })),
        file('Drawing (SVG)', { format: 'svg' }),
      ],
    },
    { title: 'Calendar', files: [file('iCalendar (ICS)', { format: 'ics' })] },
  ]
}

/** Each list of a project as a table. */
export const tableFiles = (projectId: string, format: TableFormat): ProjectFile[] =>
  tables.map(([label, table]) => ({ label, href: addressOf(projectId, { format, table }) }))

const addressOf = (projectId: string, query: Asked): string =>
  client.addressOf('exportProject', { params: { projectId }, query })
