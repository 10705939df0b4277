import { type ByMail, lookAtUnsubscribe, undoUnsubscribe, unsubscribe } from '@throughline/domain'
import type { Handlers, PublicCall } from '../http/call.ts'

type Unsubscribing = Pick<Handlers, 'openUnsubscribe' | 'unsubscribe' | 'lookAtUnsubscribe' | 'undoUnsubscribe'>

const byMail = ({ context, caller }: Pick<PublicCall<'unsubscribe'>, 'context' | 'caller'>): ByMail => ({
  database: context.database,
  sessionSecret: context.settings.api.sessionSecret,
  caller,
})

export const unsubscribeHandlers: Unsubscribing = {
  /** In the fragment, the page has the secret without sending it on. */
  async openUnsubscribe({ context, params, reply }) {
    reply.location = `${context.settings.api.publicUrl}/unsubscribe#${params.secret}`
  },
  async unsubscribe(call) {
    const stopped = await unsubscribe(byMail(call), call.params.secret)
    call.context.dispatcher.wake()
    return stopped
  },
  lookAtUnsubscribe: (call) => lookAtUnsubscribe(byMail(call), call.body.secret),
  async undoUnsubscribe(call) {
    const now = await undoUnsubscribe(byMail(call), call.body)
    call.context.dispatcher.wake()
    return now
  },
}
