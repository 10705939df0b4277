// An import whose file is fetched from a link. The address stands sealed in the database and nowhere else: it may hold a
// secret, as signed addresses do.
import { type ImportJob, type LinkedImport, ProblemError } from '@throughline/contract'
import { type ImportFetch, insertImportLink, insertWorkRequest, type Transaction } from '@throughline/database'
import { type BucketStore, type Outgoing, OutgoingError, type Sealer } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import type { Actor } from '../actor.ts'
import { changeImport } from './change-import.ts'
import { noWorkflowUrl, type WorkflowUrl } from './present-import.ts'
import { createImport } from './upload.ts'

export interface ImportLinkParts {
  outgoing: Pick<Outgoing, 'check'>
  sealer: Sealer
  /** The bucket that the file goes to; null: into the database. */
  bucket: BucketStore | null
}

const longestName = 255

/** Throws `bad-request` for an address that tells already that nothing is fetched from it. */
export async function createLinkedImport(
  transaction: Transaction,
  actor: Actor,
  asked: LinkedImport,
  { outgoing, sealer, bucket }: ImportLinkParts,
  workflowUrl: WorkflowUrl = noWorkflowUrl,
): Promise<ImportJob> {
  checkAddress(asked.url, outgoing)
  const url = new URL(asked.url)
  const { projectId, projectName, mode, format = null } = asked
  const importId = await createImport(transaction, actor, {
    ...{ mode, bucket, format: null, fetch: unfetched(url.origin, format) },
    fileName: asked.fileName ?? fileNameOf(url),
    ...(projectId === undefined ? {} : { projectId }),
    ...(projectName === undefined ? {} : { projectName }),
  })
  const { organisationId } = actor
  const id = uuid()
  await insertImportLink(transaction, organisationId, { id, importId, address: sealer.seal(asked.url, id) })
  await insertWorkRequest(transaction, { organisationId, kind: 'import', subjectId: importId })
  return changeImport(transaction, importId, {}, workflowUrl)
}

function checkAddress(url: string, outgoing: Pick<Outgoing, 'check'>): void {
  try {
    outgoing.check(url)
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    throw new ProblemError('bad-request', { issues: [{ path: 'body.url', message: error.message }] })
  }
}

/** Before its first attempt. */
export const unfetched = (origin: string, said: ImportFetch['said']): ImportFetch => ({
  ...{ origin, said, attempt: 0, failures: 0, bytesDone: 0, bytesTotal: null, problem: null, triesAgainAt: null },
})

/** The last part of the path, as far as it can be shown: the rest of an address may be a secret. */
export function fileNameOf({ pathname, hostname }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? ''
  const name = decoded(last)
    .replace(/\p{Cc}/gu, '')
    .trim()
  return (name || hostname).slice(0, longestName).toWellFormed()
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
