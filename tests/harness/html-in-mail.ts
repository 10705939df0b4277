import type { ReceivedMail } from './smtp-sink.ts'

/** The HTML of a mail, whichever way it is encoded. */
export function htmlIn({ source }: ReceivedMail): string {
  const start = source.indexOf('Content-Type: text/html')
  if (start < 0) throw new Error('the mail has no HTML')
  const part = source.slice(start)
  const [headers = ''] = part.split('\r\n\r\n', 1)
  const [body = ''] = part
    .slice(headers.length)
    .trim()
    .split(/(?<!=)\r\n--/, 1)
  if (/Transfer-Encoding: base64/i.test(headers)) return Buffer.from(body, 'base64').toString()
  if (!/Transfer-Encoding: quoted-printable/i.test(headers)) return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
