import PostalMime, { type Email } from 'postal-mime'

/** What a mail server says became of a mail for one recipient. */
export interface RecipientReport {
  /** The mail was for it, or was passed on to it. */
  addresses: readonly string[]
  /** `failed`, `delayed`, `delivered`, `relayed` or `expanded`. */
  action: string
  /** Such as `5.1.1`. */
  status: string
  diagnostic: string
}

/** A delivery status notification (RFC 3464). */
export interface DeliveryReport {
  /** That may be the Message-ID of the mail that it is about, the likeliest first. */
  messageIds: readonly string[]
  recipients: readonly RecipientReport[]
}

/** Null for any other mail: a note of absence, or what somebody wrote. */
export async function parseReport(source: Uint8Array): Promise<DeliveryReport | null> {
  const mail = await PostalMime.parse(source, { attachmentEncoding: 'utf8' })
  const status = partOf(mail, (type) => type === 'message/delivery-status' || type === 'message/global-delivery-status')
  if (status === null) return null
  const [ofMessage = new Map<string, string>(), ...ofRecipients] = fieldGroups(status)
  const original = partOf(mail, (type) => originalTypes.has(type)) ?? ''
  const named = [ofMessage.get('original-message-id'), ofMessage.get('x-original-message-id')]
  const texts = [headOf(original).get('message-id'), ...named, mail.inReplyTo, mail.references]
  return {
    messageIds: [...new Set(texts.flatMap((text) => text?.match(/<[^<>\s]+>/g) ?? []))],
    recipients: ofRecipients.filter((fields) => fields.has('action')).map(presentRecipient),
  }
}

const originalTypes = new Set([
  ...['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'],
  ...['message/global', 'message/global-headers'],
])

function partOf(mail: Email, isIt: (type: string) => boolean): string | null {
  const part = mail.attachments.find(({ mimeType }) => isIt(mimeType.toLowerCase()))
  return part ? String(part.content) : null
}

function presentRecipient(fields: ReadonlyMap<string, string>): RecipientReport {
  const status = /\d\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? ''
  const addresses = ['original-recipient', 'final-recipient'].map((name) => behindType(fields.get(name)))
  return {
    addresses: addresses.filter((address) => address !== ''),
    action: (fields.get('action') ?? '').toLowerCase(),
    status,
    diagnostic: behindType(fields.get('diagnostic-code')) || status,
  }
}

/** Of `rfc822; anna@example.com` what stands behind the type. */
const behindType = (field = ''): string => field.slice(field.indexOf(';') + 1).trim()

const fieldGroups = (text: string): Map<string, string>[] =>
  text
    .split(/\r?\n[ \t]*\r?\n/)
    .map(headOf)
    .filter((fields) => fields.size > 0)

/** The fields up to the first empty line, by their names in small letters; lines that go on are one. */
function headOf(text: string): Map<string, string> {
  const [head = ''] = text.trimStart().split(/\r?\n[ \t]*\r?\n/, 1)
  const fields = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return fields
}
