import { choosableKinds } from '@throughline/contract'
import type { NotificationForMail } from '@throughline/database'
import type { MailPlace } from './mail.ts'

interface WaysOut {
  links: { label: string; url: string }[]
  headers: Record<string, string>
}

/**
 * How a recipient gets no more of such mails, by the mail itself and by their mail program (RFC 8058), and what tells
 * programs that a program wrote it. There is no way out of what is told in any case.
 */
export function waysOut({ organisationId, personId, kind }: NotificationForMail, place: MailPlace): WaysOut {
  const { publicUrl } = place
  const headers = automaticHeaders(organisationId, new URL(publicUrl).hostname)
  if (!personId || !isUnwantable(kind)) return { links: [], headers }
  const secret = place.unsubscribeSecretOf({ organisationId, personId, kind })
  return {
    links: [
      { label: 'Choose what you are told', url: `${publicUrl}/notifications` },
      { label: 'Stop mails like this', url: `${publicUrl}/unsubscribe#${secret}` },
    ],
    headers: {
      ...headers,
      'List-Unsubscribe': `<${publicUrl}/api/v1/unsubscribe/${secret}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

const isUnwantable = (kind: string): boolean =>
  kind === 'digest' || (choosableKinds as readonly string[]).includes(kind)

/**
 * So that filters can sort the mail, and absence notes do not answer it (RFC 3834). The list is named by the id of the
 * organisation: a name of people in a header could be read as more than a name. Reports of what could not be delivered are
 * wanted. `Precedence` says nothing that these do not say, and is no standard.
 */
const automaticHeaders = (organisationId: string, host: string): Record<string, string> => ({
  'List-Id': `<${organisationId}.notifications.${host}>`,
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'DR, RN, NRN, OOF, AutoReply',
})
