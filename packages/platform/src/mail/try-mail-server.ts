import { OutgoingError } from '../outgoing/outgoing-error.ts'
import { Conversation, type ConversationLine } from './conversation.ts'
import { type GuardedMail, type MailServer, openMailServer } from './mail-server.ts'

export interface MailToTry {
  from: { name: string; address: string }
  replyTo: string | null
  to: { name: string; address: string }
  subject: string
  text: string
}

export interface MailTrialOutcome {
  isAccepted: boolean
  /** What went wrong, as a code; null: nothing. */
  failure: string | null
  conversation: ConversationLine[]
}

/** Longer than a server takes, and short enough for somebody to wait. */
const mostMilliseconds = 15_000

/** Sends one mail by a connection of its own, and tells what was said meanwhile. Throws OutgoingError for a refused server. */
export async function tryMailServer(
  server: MailServer,
  guard: GuardedMail,
  { replyTo, ...mail }: MailToTry,
  timeoutMilliseconds = mostMilliseconds,
): Promise<MailTrialOutcome> {
  const conversation = new Conversation(server)
  const signal = AbortSignal.timeout(timeoutMilliseconds)
  const transport = openMailServer(server, guard, { kept: 0, onLine: conversation.hear, signal })
  try {
    await transport.sendMail({ ...mail, ...(replyTo === null ? {} : { replyTo }) })
    return { isAccepted: true, failure: null, conversation: conversation.lines }
  } catch (error) {
    const failure = signal.aborted ? 'timed-out' : failureOf(error)
    return { isAccepted: false, failure, conversation: conversation.lines }
  } finally {
    transport.close()
  }
}

function failureOf(error: unknown): string {
  if (error instanceof OutgoingError) return error.failure
  const { code = 'unknown', message = '' } = error as NodeJS.ErrnoException
  return /certificate|self[- ]signed|altname/i.test(message) ? 'bad-certificate' : code
}
