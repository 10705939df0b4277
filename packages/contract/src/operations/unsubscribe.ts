import { stoppedMails, unsubscribeLook, unsubscribePath, unsubscribeUndo, unsubscribeUse } from '../unsubscribe.ts'
import { operation } from './operation.ts'

const tag = 'Notifications'

/**
 * How somebody gets no more of such mails, by what one of them says. The address of the first two is the one in the header
 * List-Unsubscribe of mails, so that its secret stands in an address (RFC 8058); it is good for nothing else.
 */
export const unsubscribeOperations = {
  openUnsubscribe: operation({
    method: 'get',
    path: '/unsubscribe/:secret',
    summary: 'Where List-Unsubscribe of a mail leads a browser: on to a page, which asks; nothing is changed',
    tag,
    auth: 'none',
    params: unsubscribePath,
    status: 303,
  }),
  unsubscribe: operation({
    method: 'post',
    path: '/unsubscribe/:secret',
    summary: 'Send no more mails like the one with this secret, as RFC 8058 asks for it; a body is not read',
    tag,
    auth: 'none',
    isFromAnywhere: true,
    params: unsubscribePath,
    status: 200,
    response: stoppedMails,
    problems: ['not-found'],
  }),
  lookAtUnsubscribe: operation({
    method: 'post',
    path: '/mail-links/unsubscribe',
    summary: 'Which mails a secret is about',
    tag,
    auth: 'none',
    body: unsubscribeUse,
    status: 200,
    response: unsubscribeLook,
    problems: ['not-found'],
  }),
  undoUnsubscribe: operation({
    method: 'post',
    path: '/mail-links/unsubscribe/undo',
    summary: 'Send mails again that were stopped by a secret',
    tag,
    auth: 'none',
    body: unsubscribeUndo,
    status: 200,
    response: unsubscribeLook,
    problems: ['not-found', 'invalid-change'],
  }),
}
