import { type NotificationKind, notificationKinds } from '@throughline/contract'
import type { MailSettingsRow } from '@throughline/database'

/**
 * How a mail is sent: as its organisation has it, but for what is about an account. Those mails hold links by which one
 * gets into it, or becomes the owner of an address, in all organisations: whoever runs the server of one must not read them.
 */
export function settingsFor({ kind }: { kind: string }, own: MailSettingsRow | null): MailSettingsRow | null {
  const isOfAccount = notificationKinds[kind as NotificationKind]?.group === 'account'
  return isOfAccount ? null : own
}
