import { z } from 'zod'
import { exportQuery, exportTypes, listQuery, tableFormat } from '../export.ts'
import { id } from '../primitives.ts'
import { operation } from './operation.ts'

const tag = 'Exports'
const typesOf = (formats: readonly (keyof typeof exportTypes)[]) => formats.map((format) => exportTypes[format])

export const exportOperations = {
  exportProject: operation({
    method: 'get',
    path: '/projects/:projectId/export',
    summary: 'The project as a file: for other programs, as a table, as a Gantt chart to print, or as a calendar',
    tag,
    params: z.object({ projectId: id }),
    query: exportQuery,
    status: 200,
    file: typesOf(exportQuery.shape.format.options),
    problems: ['not-found', 'unavailable'],
  }),
  exportOwnTasks: operation({
    method: 'get',
    path: '/tasks.ics',
    summary: 'The tasks that you are assigned to, of all projects that you may see, as a calendar',
    tag,
    status: 200,
    file: [exportTypes.ics],
    problems: ['unavailable'],
  }),
  exportList: operation({
    method: 'get',
    path: '/export',
    summary:
      'A list of the organisation as a file: the projects that you may see, the people, your imports, or the audit trail',
    tag,
    query: listQuery,
    status: 200,
    file: typesOf(tableFormat.options),
    problems: ['forbidden', 'unavailable'],
  }),
}
