import {
  approveImport,
  cancelImport,
  createLinkedImport,
  fixImportRow,
  getImport,
  getImportColumns,
  getImportKept,
  listImportDates,
  listImportRows,
  listImports,
  pauseImport,
  resumeImport,
  selectImportRows,
  setImportColumns,
  undoImport,
} from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Handlers } from '../http/call.ts'
import { workflowUrl } from '../service/temporal-url.ts'
import { createImport } from './create-import.ts'

type Imports = Pick<
  Handlers,
  | 'createImport'
  | 'createLinkedImport'
  | 'listImports'
  | 'getImport'
  | 'listImportRows'
  | 'selectImportRows'
  | 'fixImportRow'
  | 'getImportColumns'
  | 'setImportColumns'
  | 'approveImport'
  | 'pauseImport'
  | 'resumeImport'
  | 'cancelImport'
  | 'undoImport'
  | 'getImportKept'
  | 'listImportDates'
>

const urlOf = ({ settings }: AppContext) => workflowUrl(settings)

export const importHandlers: Imports = {
  createImport,
  createLinkedImport: ({ context, transaction, actor, body }) =>
    createLinkedImport(transaction, actor, body, context.importLinks, urlOf(context)),
  listImports: async ({ context, transaction, actor }) => ({
    items: await listImports(transaction, actor, urlOf(context)),
  }),
  getImport: ({ context, transaction, actor, params }) =>
    getImport(transaction, actor, params.importId, urlOf(context)),
  listImportRows: ({ transaction, actor, params, query: { cursor, limit, ...filter } }) =>
    listImportRows(transaction, actor, params.importId, filter, { cursor, limit }),
  selectImportRows: ({ context, transaction, actor, params, body }) =>
    selectImportRows(transaction, actor, params.importId, body, urlOf(context)),
  fixImportRow: ({ context, transaction, actor, params, body }) =>
    fixImportRow(transaction, actor, params.importId, params.number, body.values, urlOf(context)),
  getImportColumns: ({ transaction, actor, params }) => getImportColumns(transaction, actor, params.importId),
  setImportColumns: ({ context, transaction, actor, params, body }) =>
    setImportColumns(transaction, actor, params.importId, body, urlOf(context)),
  approveImport: ({ context, transaction, actor, params }) =>
    approveImport(transaction, actor, params.importId, urlOf(context)),
  pauseImport: ({ context, transaction, actor, params }) =>
    pauseImport(transaction, actor, params.importId, urlOf(context)),
  resumeImport: ({ context, transaction, actor, params }) =>
    resumeImport(transaction, actor, params.importId, urlOf(context)),
  cancelImport: ({ context, transaction, actor, params, body }) =>
    cancelImport(transaction, actor, params.importId, body?.written, urlOf(context)),
  undoImport: ({ context, transaction, actor, params }) =>
    undoImport(transaction, actor, params.importId, urlOf(context)),
  getImportKept: ({ transaction, actor, params }) => getImportKept(transaction, actor, params.importId),
  listImportDates: ({ transaction, actor, params, query }) =>
    listImportDates(transaction, actor, params.importId, query),
}
