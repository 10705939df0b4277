import { pipeline } from 'node:stream/promises'
import { constants, createGzip } from 'node:zlib'
import type { Operation, OperationId } from '@throughline/contract'
import { type Principal, tenantOf } from '@throughline/domain'
import type { Request, Response } from 'express'
import type { ReceivedFile } from '../compute/file-port.ts'
import type { AppContext } from '../context.ts'
import { actAs } from '../http/authenticate.ts'
import { parseInput } from '../http/parse-input.ts'
import { actorOf } from '../http/serve.ts'
import { attachment } from './attachment.ts'
import { cutWhenStuck } from './cut-when-stuck.ts'
import { openStoredFile } from './stored-file.ts'

/** One who takes nothing for so long is cut off, since a thread waits with them. Slow lines empty what is sent already. */
const longestPause = 120_000
/** Files of these types are packed already. */
const packed = /pdf|spreadsheet|zip/

/** Serves an operation that answers with a file: a thread makes it while it goes out, unless it was made before. */
export function serveFile(context: AppContext, id: OperationId, operation: Operation) {
  return async (request: Request, response: Response) => {
    const { principal } = response.locals as { principal: Principal }
    const { params, query } = await parseInput(operation, request)
    const release = context.limits.takeExport(principal.personId)
    try {
      const file = await actAs(context, request, principal, (by) =>
        id === 'downloadOrganisationExport'
          ? openStoredFile(context, by, params as { organisationId: string; runId: string })
          : context.compute.file({ id, params, query, tenant: tenantOf(by), actor: actorOf(by) }),
      )
      await sendFile(request, response, file).finally(() => file.body.destroy())
    } finally {
      release()
    }
  }
}

async function sendFile(request: Request, response: Response, { fileName, contentType, body }: ReceivedFile) {
  // As it stands: `set` would add a character set to some types.
  response.setHeader('Content-Type', contentType)
  response.set({ 'Content-Disposition': attachment(fileName), 'X-Content-Type-Options': 'nosniff' })
  const isPacked = packed.test(contentType)
  if (!isPacked) response.vary('Accept-Encoding')
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const stop = cutWhenStuck(response, longestPause)
  try {
    if (isPacked || request.acceptsEncodings('gzip') === false) await pipeline(body, response)
    else {
      response.set('Content-Encoding', 'gzip')
      await pipeline(body, createGzip({ level: constants.Z_BEST_SPEED }), response)
    }
  } catch (error) {
    // Of a caller who went away; the log has it as such.
    if ((error as { code?: unknown }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  } finally {
    stop()
  }
}
