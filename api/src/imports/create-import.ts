import { ProblemError } from '@throughline/contract'
import {
  appendImportPiece,
  createImport as beginImport,
  completeUpload,
  requireOrganisationAct,
} from '@throughline/domain'
import { type BucketStore, faultPoint, type StoredFile } from '@throughline/platform'
import type { AppContext } from '../context.ts'
import type { Handler } from '../http/call.ts'
import { workflowUrl } from '../service/temporal-url.ts'
import { detectFormat } from './detect-format.ts'

/**
 * Stores the file as it comes, in the one transaction of the request: an upload that breaks off leaves nothing behind. What
 * went into a bucket is taken away after a failure, and by the hourly purge where that fails as well.
 * The transaction lasts as long as the upload, so each person may have one at a time here, and all together four.
 */
export const createImport: Handler<'createImport'> = async (call) => {
  const { context, transaction, actor, query, upload } = call
  requireOrganisationAct(actor, 'import.create')
  const release = context.limits.takeUpload(actor.personId)
  const bucket = context.buckets.current
  let importId: string | undefined
  try {
    const { fileName, projectName, projectId, mode } = query
    let sequence = 0
    for await (const chunk of upload.chunks()) {
      importId ??= await beginImport(transaction, actor, {
        fileName,
        mode,
        ...(projectId === undefined ? {} : { projectId }),
        ...(projectName === undefined ? {} : { projectName }),
        format: detectFormat(fileName, chunk, query.format),
        bucket,
      })
      await appendImportPiece(transaction, actor, { importId, bucket, sequence: sequence++, bytes: chunk })
      await faultPoint('import:upload-half')
    }
    if (importId === undefined) throw new ProblemError('bad-request', { detail: 'The file is empty.' })
    const file = { byteCount: upload.byteCount, sha256: await upload.finish() }
    const stored = await completeUpload(transaction, actor, importId, file, workflowUrl(context.settings))
    await faultPoint('import:stored')
    return stored
  } catch (error) {
    if (bucket && importId) dropFile(context, bucket, { organisationId: actor.organisationId, importId })
    throw error
  } finally {
    release()
  }
}

/** Nobody waits for it: who has uploaded is to be told what went wrong. */
export function dropFile({ log }: AppContext, bucket: BucketStore, file: StoredFile): void {
  bucket.remove(file).catch((error: unknown) => log.warn({ err: error, ...file }, 'a file was left to the purge'))
}
