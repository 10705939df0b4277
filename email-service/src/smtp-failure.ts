import { ApplicationFailure } from '@temporalio/common'
import { failureTypes } from '@throughline/contract/temporal'
import { oneLine } from './text.ts'
import { UnansweredMail } from './watched-mail.ts'

/** What nodemailer adds to an error. */
interface SmtpError {
  code?: string
  /** Of the system or of TLS, such as `ECONNREFUSED`. */
  originalCode?: string
  command?: string
  responseCode?: number
  response?: string
}

/**
 * What the failure of an attempt means: `refused` for good; `postponed`, the server said no to what may be right later;
 * `unanswered`, it may have taken the mail; `unreachable`, it said nothing, or took no sign-in.
 */
export type MailFailure = 'refused' | 'postponed' | 'unanswered' | 'unreachable'

export function failureOf(error: unknown): MailFailure {
  if (error instanceof UnansweredMail) return 'unanswered'
  if (isNotDeliverable(error)) return 'refused'
  return asSmtpError(error).responseCode === undefined ? 'unreachable' : 'postponed'
}

/**
 * Whether the server refused this recipient or this mail for good, so that sending it again cannot help. Refusals for
 * policy (`5.7.x`: not allowed to relay, sender not authorised) are for the operator to put right, and are retried.
 */
export function isNotDeliverable(error: unknown): boolean {
  const { code, command, responseCode, response } = asSmtpError(error)
  if (code === 'EENVELOPE' && command === 'API') return true
  // Over the size that the server announced: not even begun.
  if (code === 'EMESSAGE' && responseCode === undefined && command === 'MAIL FROM') return true
  if (command === 'MAIL FROM') return responseCode === 552
  const refused = command === 'RCPT TO' || command === 'DATA'
  const permanent = responseCode !== undefined && responseCode >= 550 && responseCode <= 556
  return refused && permanent && !/^5\.7\./.test(statusIn(response) ?? '')
}

/**
 * Whether a refusal says that nobody can be reached at this address: by the enhanced status (RFC 3463) where the server
 * gives one, else by the reply code.
 */
export function isDeadAddress(error: unknown): boolean {
  const { command, responseCode, response } = asSmtpError(error)
  if (command !== 'RCPT TO' || !isNotDeliverable(error)) return false
  const status = statusIn(response)
  return status ? isDeadStatus(status) : responseCode === 550 || responseCode === 551 || responseCode === 553
}

/** `5.1.7` and `5.1.8` are about the sender. */
export const isDeadStatus = (status: string): boolean => /^5\.(1\.(?![78]$)\d{1,3}|2\.1)$/.test(status)

const statusIn = (response = ''): string | undefined => /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]

const postponedFirst = 60_000
const postponedMost = 30 * 60_000

/**
 * The failure for Temporal. Its message names no address, which the server's own answer may: histories keep it. A server
 * that says no for now is asked again after growing pauses, as is one of an organisation that says nothing; that of the
 * instance by the policy of the activity, within half a minute of its return.
 */
export function toFailure(error: unknown, { postponements = 0, isPostponed = failureOf(error) === 'postponed' } = {}) {
  const summary = describe(error)
  const failure = failureOf(error)
  if (failure === 'refused')
    return ApplicationFailure.nonRetryable(`The mail server refused the mail: ${summary}`, failureTypes.notDeliverable)
  return ApplicationFailure.create({
    message: `The mail was not sent: ${summary}`,
    type: 'MailServerError',
    nonRetryable: false,
    ...(isPostponed
      ? { nextRetryDelay: Math.min(postponedMost, postponedFirst * 2 ** Math.min(postponements, 10)) }
      : {}),
  })
}

/** Codes only, such as `EENVELOPE RCPT TO 450`. */
export function describe(error: unknown): string {
  if (error instanceof UnansweredMail) return 'no answer to the whole mail'
  const { code, originalCode, command, responseCode } = asSmtpError(error)
  const parts = [code, originalCode, command, responseCode].filter((part) => part !== undefined)
  return parts.join(' ') || 'unknown error'
}

/** For people: what the server said; and where it said nothing, or not to this mail, what happened. */
export function wordsOf(error: unknown): string {
  const { code, originalCode, command, response } = asSmtpError(error)
  if (error instanceof UnansweredMail) return 'The mail server did not answer whether it took the mail'
  if (code === 'EENVELOPE' && command === 'API') return 'The address is not one that mail can be sent to'
  if (code === 'EMESSAGE' && !response) return 'The mail is larger than the mail server takes'
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'The mail server did not take the sign-in of the service'
  if (code === 'ETLS' || /CERT|SIGNED|SSL|TLS/.test(originalCode ?? ''))
    return `No safe connection to the mail server (${describe(error)})`
  return response ? serverWords(response) : `No answer of the mail server (${describe(error)})`
}

/** What a server said: one line, without addresses. */
export const serverWords = (text: string): string => oneLine(text.replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/g, '…'), 500)

function asSmtpError(error: unknown): SmtpError {
  return typeof error === 'object' && error !== null ? error : {}
}
