import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { ProblemError, type ProblemType } from '@throughline/contract'

const types: Readonly<Record<string, ProblemType>> = {
  HPE_HEADER_OVERFLOW: 'head-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
}

/**
 * Answers, as a problem too, what never becomes a request: Node gives up reading it before any handler is asked. The
 * connection ends with the answer, since nobody knows where the next request would begin.
 */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || isAnswered(socket)) {
    socket.destroy()
    return
  }
  const problem = new ProblemError(types[error.code ?? ''] ?? 'bad-request', { detail: 'Nothing of it was read.' })
  const body = JSON.stringify(problem.toProblem())
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

/** Where an answer has begun, as Node itself tells it: a second one would be read as a part of the first. */
function isAnswered(socket: Socket): boolean {
  const { _httpMessage: message } = socket as Socket & { _httpMessage?: ServerResponse | null }
  return message?.headersSent === true
}
