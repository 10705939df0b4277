import { Readable } from 'node:stream'
import { organisationExportType } from '@throughline/contract'
import { organisationFiles, type Tenant, withTransaction } from '@throughline/database'
import { getExportFile, type Principal, tenantOf } from '@throughline/domain'
import type { ReceivedFile } from '../compute/file-port.ts'
import type { AppContext } from '../context.ts'
import { actorOf } from '../http/serve.ts'

const piecesAtOnce = 4

/** The file of an exported organisation, that was made before: it goes out piece by piece, as it is stored. */
export async function openStoredFile(
  { database, buckets }: AppContext,
  by: Principal,
  params: { organisationId: string; runId: string },
): Promise<ReceivedFile> {
  const tenant: Tenant = { ...tenantOf(by), mayBeClosed: true }
  const run = await withTransaction(database, tenant, (transaction) => getExportFile(transaction, actorOf(by), params))
  const { organisationId } = run
  const store = run.fileStore
    ? buckets.at(run.fileStore)
    : organisationFiles((act) => withTransaction(database, { organisationId }, act))
  async function* pieces() {
    for (let sequence = 0; ; sequence += piecesAtOnce) {
      const page = await store.list({ organisationId, importId: run.id }, sequence, piecesAtOnce)
      yield* page
      if (page.length < piecesAtOnce) return
    }
  }
  const fileName = `organisation-${organisationId}-${run.createdAt.slice(0, 10)}.zip`
  return { fileName, contentType: organisationExportType, body: Readable.from(pieces()) }
}
