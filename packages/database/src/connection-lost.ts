const codes = /^(ECONNREFUSED|ENOENT|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$|^(08|53|57P)|^(57014|25P03)$/
const messages = /Connection terminated|timeout exceeded when trying to connect|not queryable|connection error/

/** Whether an error says that the database was not there, or went away, rather than what it made of the statement. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return codes.test(String((error as { code?: unknown }).code ?? '')) || messages.test(error.message)
}
