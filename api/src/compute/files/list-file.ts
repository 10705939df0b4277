import type { AuditEvent, OrganisationTable, Person, Project } from '@throughline/contract'
import type { ImportJobRow } from '@throughline/database'
import { listAuditEvents, listOwnImports, listPeople, listProjects } from '@throughline/domain'
import type { Table } from '@throughline/formats'
import type { FileCall, FileWriter } from '../file-call.ts'
import { tableFile } from './table-file.ts'
import { type ColumnOf, tableOf } from './table-of.ts'
import { utcOf } from './wall-time-now.ts'

type Call = FileCall<'exportList'>

/** Lists of the organisation, as the caller may see them. */
export const exportList: FileWriter<'exportList'> = async (call) => {
  const { table, format } = call.query
  const found = await tables[table](call)
  return tableFile({ title: found.name, table: found }, format)
}

const tables: Record<OrganisationTable, (call: Call) => Promise<Table>> = {
  projects: async ({ read, actor }) =>
    tableOf('Projects', projectColumns, await read((transaction) => listProjects(transaction, actor))),
  people: async ({ read, actor }) =>
    tableOf('People', personColumns, await read((transaction) => listPeople(transaction, actor))),
  imports: async ({ read, actor }) =>
    tableOf('Imports', importColumns, await read((transaction) => listOwnImports(transaction, actor))),
  audit: async ({ read, actor }) => {
    const latest = await read((transaction) => listAuditEvents(transaction, actor, { limit: mostAudited }))
    return tableOf('Audit trail', auditColumns, latest.items)
  },
}

/** The newest; `GET /audit` goes on behind them. */
const mostAudited = 50_000

const projectColumns: readonly ColumnOf<Project>[] = [
  ['Name', 'text', ({ name }) => name],
  ['Description', 'text', ({ description }) => description],
  ['Start', 'date', ({ startsAt }) => startsAt],
  ['Finish', 'date', ({ finishesAt }) => finishesAt],
  ['Status date', 'date', ({ statusDate }) => statusDate],
  ['Time zone', 'text', ({ timeZone }) => timeZone],
  ['Currency', 'text', ({ currency }) => currency],
  ['Tasks', 'number', ({ taskCount }) => taskCount],
  ['Your role', 'text', ({ role }) => role],
  ['Revision', 'number', ({ revision }) => revision],
  ['Made (UTC)', 'date', ({ createdAt }) => utcOf(createdAt)],
  ['Changed (UTC)', 'date', ({ updatedAt }) => utcOf(updatedAt)],
  ['Id', 'text', ({ id }) => id],
]

const personColumns: readonly ColumnOf<Person>[] = [
  ['Name', 'text', ({ name }) => name],
  ['E-mail', 'text', ({ email }) => email],
  ['Role', 'text', ({ role }) => role],
  ['Id', 'text', ({ id }) => id],
]

const importColumns: readonly ColumnOf<ImportJobRow>[] = [
  ['File', 'text', ({ fileName }) => fileName],
  ['Format', 'text', ({ format }) => format],
  ['Bytes', 'number', ({ byteCount }) => byteCount],
  ['State', 'text', ({ state }) => state],
  ['Rows', 'number', ({ rowsTotal }) => rowsTotal],
  ['Rows written', 'number', ({ rowsDone }) => rowsDone],
  ['Error', 'text', ({ error }) => error?.message ?? null],
  ['Begun (UTC)', 'date', ({ createdAt }) => utcOf(createdAt)],
  ['Ended (UTC)', 'date', ({ endedAt }) => (endedAt === null ? null : utcOf(endedAt))],
  ['Id', 'text', ({ id }) => id],
]

const asText = (value: object | null): string | null => value && JSON.stringify(value)

const auditColumns: readonly ColumnOf<AuditEvent>[] = [
  ['Time (UTC)', 'date', ({ at }) => utcOf(at)],
  ['Act', 'text', ({ act }) => act],
  ['Change', 'text', ({ change }) => change],
  ['What', 'text', ({ entity }) => entity],
  ['Its id', 'text', ({ entityId }) => entityId],
  ['Who', 'text', ({ person }) => person?.name ?? null],
  ['Their id', 'text', ({ person }) => person?.id ?? null],
  ['By', 'text', ({ credential }) => credential && `${credential.kind} ${credential.id}`],
  ['Address', 'text', ({ address }) => address],
  ['Agent', 'text', ({ agent }) => agent],
  ['Request', 'text', ({ requestId }) => requestId],
  ['Before', 'text', ({ before }) => asText(before)],
  ['After', 'text', ({ after }) => asText(after)],
  ['Sequence', 'number', ({ sequence }) => sequence],
  ['Hash', 'text', ({ hash }) => hash],
]
