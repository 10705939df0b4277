import { ApplicationFailure } from '@temporalio/common'
import { failureTypes } from '@throughline/contract/temporal'

/** What nodemailer adds to an error. */
interface SmtpError {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

/**
 * Whether the server refused this recipient or this mail for good, so that sending it again cannot help. Refusals for
 * policy (`5.7.x`: not allowed to relay, sender not authorised) are for the operator to put right, and are retried.
 */
export function isNotDeliverable(error: unknown): boolean {
  const { code, command, responseCode, response } = asSmtpError(error)
  if (code === 'EENVELOPE' && command === 'API') return true
  const refused = command === 'RCPT TO' || command === 'DATA'
  const permanent = responseCode !== undefined && responseCode >= 550 && responseCode <= 554
  return refused && permanent && !/^\d{3}[ -]5\.7\./.test(response ?? '')
}

/** The failure for Temporal. Its message names no address, which the server's own answer may: histories keep it. */
export function toFailure(error: unknown): ApplicationFailure {
  const summary = describe(error)
  return isNotDeliverable(error)
    ? ApplicationFailure.nonRetryable(`The mail server refused the recipient: ${summary}`, failureTypes.notDeliverable)
    : ApplicationFailure.retryable(`The mail was not sent: ${summary}`, 'MailServerError')
}

/** Codes only, such as `EENVELOPE RCPT TO 450`. */
export function describe(error: unknown): string {
  const { code, command, responseCode } = asSmtpError(error)
  return [code, command, responseCode].filter((part) => part !== undefined).join(' ') || 'unknown error'
}

function asSmtpError(error: unknown): SmtpError {
  return typeof error === 'object' && error !== null ? error : {}
}
