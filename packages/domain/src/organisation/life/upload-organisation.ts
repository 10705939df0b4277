import { type OrganisationRun, ProblemError } from '@throughline/contract'
import {
  insertOrganisationRun,
  insertWorkRequest,
  keepTransaction,
  organisationFiles,
  setRunFile,
  type Transaction,
} from '@throughline/database'
import type { BucketStore } from '@throughline/platform'
import { v7 as uuid } from 'uuid'
import { requireInstanceAct } from '../../accounts/operators.ts'
import type { Actor } from '../../actor.ts'
import { getRun } from './manage-organisations.ts'

/** An import reads its file within this time, or gives it up. */
const keptDays = 7
const zip = [0x50, 0x4b]

/** The first step of an upload, by what the file begins with: answers the id that pieces are appended to. */
export async function beginOrganisationUpload(
  transaction: Transaction,
  { organisationId, personId }: Actor,
  first: Uint8Array,
  bucket: BucketStore | null,
): Promise<string> {
  if (zip.some((byte, index) => first[index] !== byte))
    throw new ProblemError('unsupported-file', { detail: 'This is no zip file, as an export of an organisation is.' })
  const id = uuid()
  await insertOrganisationRun(transaction, {
    ...{ id, organisationId, personId, kind: 'import', subjectId: uuid(), fileStore: bucket?.place ?? null },
  })
  return id
}

export const requireOrganisationUpload = (transaction: Transaction, actor: Actor) =>
  requireInstanceAct(transaction, actor, 'organisation.manage')

export async function appendOrganisationPiece(
  transaction: Transaction,
  { organisationId }: Actor,
  piece: { runId: string; bucket: BucketStore | null; sequence: number; bytes: Uint8Array },
): Promise<void> {
  const store = piece.bucket ?? organisationFiles((act) => act(transaction))
  await store.put({ organisationId, importId: piece.runId }, piece.sequence, piece.bytes)
  if (piece.bucket) await keepTransaction(transaction)
}

export async function completeOrganisationUpload(
  transaction: Transaction,
  { organisationId }: Actor,
  runId: string,
  file: { byteCount: number; sha256: Buffer },
): Promise<OrganisationRun> {
  await setRunFile(transaction, runId, { ...file, fileExpiresInDays: keptDays })
  await insertWorkRequest(transaction, { organisationId, kind: 'organisationImport', subjectId: runId })
  return getRun(transaction, runId)
}
