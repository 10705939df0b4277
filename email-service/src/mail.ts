import type { NotificationForMail } from '@throughline/database'
import type { UnwantedMails } from '@throughline/platform'
import type { ReactElement } from 'react'

export interface ComposedMail {
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

/** What mails are made with besides their notification. */
export interface MailPlace {
  /** Where people reach the product, without a trailing slash. */
  publicUrl: string
  linkSecretOf(linkId: string): string
  unsubscribeSecretOf(mails: UnwantedMails): string
}

export interface Draft {
  /** Instead of the person. */
  to?: { name: string; address: string }
  subject: string
  body: ReactElement
}

/** What one mail tells of besides its own notification, the oldest first, and how many more there are. */
export interface Carried {
  items: readonly NotificationForMail[]
  more: number
}
