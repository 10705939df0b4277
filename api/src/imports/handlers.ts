import { getImport, listImports, requestImportCancel } from '@throughline/domain'
import type { Handlers } from '../http/call.ts'
import { workflowUrl } from '../service/temporal-url.ts'
import { createImport } from './create-import.ts'

type Imports = Pick<Handlers, 'createImport' | 'listImports' | 'getImport' | 'cancelImport'>

export const importHandlers: Imports = {
  createImport,
  listImports: async ({ context, transaction, actor }) => ({
    items: await listImports(transaction, actor, workflowUrl(context.settings)),
  }),
  getImport: ({ context, transaction, actor, params }) =>
    getImport(transaction, actor, params.importId, workflowUrl(context.settings)),
  cancelImport: ({ context, transaction, actor, params }) =>
    requestImportCancel(transaction, actor, params.importId, workflowUrl(context.settings)),
}
