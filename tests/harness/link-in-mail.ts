import type { ReceivedMail } from './smtp-sink.ts'

/** The first link of a mail that leads to a page by its fragment, from the part that is plain text. */
export function linkIn({ source }: ReceivedMail): string {
  const text = source.replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const link = /https?:\/\/[^\s<>"]+#[\w-]{43}/.exec(text)?.[0]
  if (!link) throw new Error('the mail has no link with a secret')
  return link
}
