import { ProblemError } from '@throughline/contract'
import {
  appendImportChunk,
  createImport as beginImport,
  completeUpload,
  requireOrganisationAct,
} from '@throughline/domain'
import { faultPoint } from '@throughline/platform'
import type { Handler } from '../http/call.ts'
import { workflowUrl } from '../service/temporal-url.ts'
import { detectFormat } from './detect-format.ts'

/**
 * Stores the file as it comes, in the one transaction of the request: an upload that breaks off leaves nothing behind.
 * The transaction lasts as long as the upload, so each person may have one at a time here, and all together four.
 */
export const createImport: Handler<'createImport'> = async (call) => {
  const { context, transaction, actor, query, upload } = call
  requireOrganisationAct(actor, 'import.create')
  const release = context.limits.takeUpload(actor.personId)
  try {
    const { fileName, projectName } = query
    let importId: string | undefined
    let sequence = 0
    for await (const chunk of upload.chunks()) {
      importId ??= await beginImport(transaction, actor, {
        fileName,
        ...(projectName === undefined ? {} : { projectName }),
        format: detectFormat(fileName, chunk, query.format),
      })
      await appendImportChunk(transaction, actor, importId, sequence++, chunk)
      await faultPoint('import:upload-half')
    }
    if (importId === undefined) throw new ProblemError('bad-request', { detail: 'The file is empty.' })
    const file = { byteCount: upload.byteCount, sha256: await upload.finish() }
    const stored = await completeUpload(transaction, actor, importId, file, workflowUrl(context.settings))
    await faultPoint('import:stored')
    return stored
  } finally {
    release()
  }
}
