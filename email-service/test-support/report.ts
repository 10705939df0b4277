export interface Report {
  messageId: string
  address: string
  status: string
  diagnostic: string
  action?: string
  /** How the mail comes back; null: not at all. */
  original?: string | null
  /** Of the mail that it is about. */
  fields?: readonly string[]
  headers?: readonly string[]
}

/** A delivery status notification, as mail servers write them (RFC 3464). */
export function makeReport(report: Report): string {
  const { messageId, address, status, diagnostic, action = 'failed', fields = [], headers = [] } = report
  const { original = 'text/rfc822-headers' } = report
  const part = (type: string, lines: readonly string[]) => ['--cut', `Content-Type: ${type}`, '', ...lines, '']
  return [
    'From: Mail Delivery System <MAILER-DAEMON@mail.example.com>',
    'To: bounces@plan.example.com',
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    ...headers,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="cut"',
    '',
    ...part('text/plain', ['It could not be delivered.']),
    ...part('message/delivery-status', [
      ...['Reporting-MTA: dns; mail.example.com', ...fields, ''],
      ...[`Original-Recipient: rfc822;${address}`, `Final-Recipient: rfc822; ${address}`],
      ...[`Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: smtp; ${diagnostic}`],
    ]),
    ...(original ? part(original, [`Message-ID: ${messageId}`, 'Subject: Assigned to you', '', 'Hello']) : []),
    '--cut--',
    '',
  ].join('\r\n')
}
