import { ProblemError } from '@throughline/contract'
import {
  appendOrganisationPiece,
  askForDeletion,
  askForExport,
  askForOrganisation,
  beginOrganisationUpload,
  callOffDeletion,
  completeOrganisationUpload,
  getOrganisationLife,
  getOrganisationRun,
  listOrganisations,
  requireOrganisationUpload,
  resumeOrganisation,
  suspendOrganisation,
} from '@throughline/domain'
import type { Handler, Handlers } from '../http/call.ts'
import { dropFile } from '../imports/create-import.ts'

type Lifecycle = Pick<
  Handlers,
  | 'listOrganisations'
  | 'createOrganisation'
  | 'importOrganisation'
  | 'getOrganisationLife'
  | 'suspendOrganisation'
  | 'resumeOrganisation'
  | 'exportOrganisation'
  | 'deleteOrganisation'
  | 'cancelOrganisationDeletion'
  | 'getOrganisationRun'
>

/** Stored as it comes, in the one transaction of the request, as files of plans are. */
const importOrganisation: Handler<'importOrganisation'> = async ({ context, transaction, actor, upload }) => {
  await requireOrganisationUpload(transaction, actor)
  const release = context.limits.takeUpload(actor.personId)
  const bucket = context.buckets.current
  let runId: string | undefined
  try {
    let sequence = 0
    for await (const bytes of upload.chunks()) {
      runId ??= await beginOrganisationUpload(transaction, actor, bytes, bucket)
      await appendOrganisationPiece(transaction, actor, { runId, bucket, sequence: sequence++, bytes })
    }
    if (runId === undefined) throw new ProblemError('bad-request', { detail: 'The file is empty.' })
    const file = { byteCount: upload.byteCount, sha256: await upload.finish() }
    return await completeOrganisationUpload(transaction, actor, runId, file)
  } catch (error) {
    if (bucket && runId) dropFile(context, bucket, { organisationId: actor.organisationId, importId: runId })
    throw error
  } finally {
    release()
  }
}

export const lifecycleHandlers: Lifecycle = {
  listOrganisations: ({ transaction, actor }) => listOrganisations(transaction, actor),
  createOrganisation: ({ transaction, actor, body }) => askForOrganisation(transaction, actor, body),
  importOrganisation,
  getOrganisationLife: ({ transaction, actor, params }) =>
    getOrganisationLife(transaction, actor, params.organisationId),
  suspendOrganisation: ({ transaction, actor, params }) =>
    suspendOrganisation(transaction, actor, params.organisationId),
  resumeOrganisation: ({ transaction, actor, params }) => resumeOrganisation(transaction, actor, params.organisationId),
  exportOrganisation: ({ transaction, actor, params }) => askForExport(transaction, actor, params.organisationId),
  deleteOrganisation: ({ context, transaction, principal, params, body }) => {
    const { deletionGraceDays } = context.settings.organisations
    return askForDeletion(transaction, principal, params.organisationId, body, deletionGraceDays)
  },
  cancelOrganisationDeletion: ({ transaction, actor, params }) =>
    callOffDeletion(transaction, actor, params.organisationId),
  getOrganisationRun: ({ transaction, actor, params }) => getOrganisationRun(transaction, actor, params),
}
