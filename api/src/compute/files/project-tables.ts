import type { ChangeSet, ExportTable, Member, Run } from '@throughline/contract'
import { getProject, listChangeSets, listMembers, listRuns, type Page, readPlanExport } from '@throughline/domain'
import {
  assignmentsTable,
  calendarsTable,
  linksTable,
  resourcesTable,
  type Table,
  tasksTable,
} from '@throughline/formats'
import { runUrl } from '../../service/temporal-url.ts'
import type { FileCall } from '../file-call.ts'
import { baselinesTable } from './baselines-table.ts'
import { documentOf } from './document-of.ts'
import type { NamedTable } from './table-file.ts'
import { type ColumnOf, tableOf } from './table-of.ts'
import { utcOf } from './wall-time-now.ts'

type Call = FileCall<'exportProject'>

/** What a project has lists of in its plan. */
const planTables = {
  tasks: tasksTable,
  links: linksTable,
  resources: resourcesTable,
  assignments: assignmentsTable,
  calendars: calendarsTable,
} as const

/** A list of a project, as the caller may see it. */
export async function projectTable(call: Call, name: ExportTable): Promise<NamedTable> {
  const { read, actor, params, query } = call
  if (name === 'changes' || name === 'runs' || name === 'members') {
    const project = await read((transaction) => getProject(transaction, actor, params.projectId))
    return named(project.name, await otherTables[name](call))
  }
  const found = await read((transaction) => readPlanExport(transaction, actor, params.projectId, query.at))
  const table = name === 'baselines' ? baselinesTable(found) : planTables[name](documentOf(found))
  return named(found.plan.project.name, table)
}

const named = (project: string, table: Table): NamedTable => ({ title: `${project} - ${table.name}`, table })

const otherTables: Record<'changes' | 'runs' | 'members', (call: Call) => Promise<Table>> = {
  changes: async (call) =>
    tableOf(
      'Changes',
      changeColumns,
      allPages(({ after }) =>
        call.read((transaction) => listChangeSets(transaction, call.actor, call.params.projectId, pageAfter(after))),
      ),
    ),
  runs: async (call) => {
    const address = runUrl(call.settings)
    return tableOf(
      'Runs',
      runColumns,
      allPages(({ after }) =>
        call.read((transaction) => listRuns(transaction, call.actor, call.params.projectId, pageAfter(after), address)),
      ),
    )
  },
  members: async ({ read, actor, params }) => {
    const members = await read((transaction) => listMembers(transaction, actor, params.projectId))
    return tableOf('Members', memberColumns, members)
  },
}

const pageAfter = (after: string | undefined) => ({ limit: 500, after })

/** Everything that is listed in pages, which are read as they are asked for. */
async function* allPages<Item>(pageOf: (place: { after: string | undefined }) => Promise<Page<Item>>) {
  for (let after: string | undefined, isLast = false; !isLast; ) {
    const { items, next } = await pageOf({ after })
    yield* items
    isLast = next === null
    after = next ?? undefined
  }
}

const changeColumns: readonly ColumnOf<ChangeSet>[] = [
  ['Revision', 'number', ({ revision }) => revision],
  ['Made (UTC)', 'date', ({ createdAt }) => utcOf(createdAt)],
  ['By', 'text', ({ actor }) => actor?.name ?? null],
  ['Kind', 'text', ({ kind }) => kind],
  ['What', 'text', ({ summary }) => summary],
  ['Operations', 'number', ({ operationCount }) => operationCount],
  ['Dates', 'text', ({ receipt }) => receipt.state],
  ['Run', 'number', ({ receipt }) => receipt.runNumber],
  ['Computed after (ms)', 'number', ({ receipt }) => receipt.afterMilliseconds],
  ['Act', 'text', ({ actId }) => actId],
  ['Takes back', 'text', ({ revertsActId }) => revertsActId],
  ['Taken back by', 'text', ({ revertedById }) => revertedById],
  ['Id', 'text', ({ id }) => id],
]

const runColumns: readonly ColumnOf<Run>[] = [
  ['Run', 'number', ({ number }) => number],
  ['State', 'text', ({ state }) => state],
  ['Begun (UTC)', 'date', ({ startedAt }) => utcOf(startedAt)],
  ['Ended (UTC)', 'date', ({ endedAt }) => (endedAt === null ? null : utcOf(endedAt))],
  ['Of revision', 'number', ({ inputRevision }) => inputRevision],
  ['Result revision', 'number', ({ resultRevision }) => resultRevision],
  ['Tasks', 'number', ({ taskCount }) => taskCount],
  ['Dates moved', 'number', ({ movedCount }) => movedCount],
  ['Changes', 'number', ({ changeSetCount }) => changeSetCount],
  ['Load (ms)', 'number', ({ loadMilliseconds }) => loadMilliseconds],
  ['Engine (ms)', 'number', ({ engineMilliseconds }) => engineMilliseconds],
  ['Write (ms)', 'number', ({ writeMilliseconds }) => writeMilliseconds],
  ['Error', 'text', ({ error }) => error?.message ?? null],
  ['Workflow', 'text', ({ workflowId }) => workflowId],
  ['Address', 'text', ({ temporalUrl }) => temporalUrl],
]

const memberColumns: readonly ColumnOf<Member>[] = [
  ['Name', 'text', ({ name }) => name],
  ['E-mail', 'text', ({ email }) => email],
  ['Role', 'text', ({ role }) => role],
  ['Id', 'text', ({ personId }) => personId],
]
