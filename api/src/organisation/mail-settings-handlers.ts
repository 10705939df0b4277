import {
  deleteMailSettings,
  getMailSettings,
  mailProblem,
  prepareMailTrial,
  putMailSettings,
} from '@throughline/domain'
import { tryMailServer } from '@throughline/platform'
import { Afterwards } from '../http/afterwards.ts'
import type { Handler, Handlers } from '../http/call.ts'

type MailSettings = Pick<Handlers, 'getMailSettings' | 'putMailSettings' | 'deleteMailSettings' | 'testMailSettings'>

/** The mail is sent by this process, outside of the transaction, and not by a workflow: histories hold no address (decision 48). */
const testMailSettings: Handler<'testMailSettings'> = async ({ context, transaction, actor, body }) => {
  const { server, mail } = await prepareMailTrial(transaction, actor, body, context.mail)
  await context.limits.countMailTrial(actor.personId)
  return new Afterwards(async () => {
    const { isAccepted, failure, conversation } = await tryMailServer(server, context.mail.guard, mail)
    return { isAccepted, problem: failure === null ? null : mailProblem(failure), conversation }
  })
}

export const mailSettingsHandlers: MailSettings = {
  getMailSettings: ({ transaction, actor }) => getMailSettings(transaction, actor),
  putMailSettings: ({ context, transaction, actor, body }) => putMailSettings(transaction, actor, body, context.mail),
  deleteMailSettings: ({ transaction, actor }) => deleteMailSettings(transaction, actor),
  testMailSettings,
}
