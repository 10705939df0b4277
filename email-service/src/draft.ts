import type { ReactElement } from 'react'

/** What mails are made with besides their notification. */
export interface MailPlace {
  /** Where people reach the product, without a trailing slash. */
  publicUrl: string
  linkSecretOf(linkId: string): string
}

export interface Draft {
  /** Instead of the person. */
  to?: { name: string; address: string }
  subject: string
  body: ReactElement
}
