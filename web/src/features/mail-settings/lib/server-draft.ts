import { type GivenMailSettings, type MailSettings, type MailTls, mailPorts } from '@throughline/contract'

/** A mail server as it is being typed in. */
export interface ServerDraft {
  host: string
  port: string
  tls: MailTls
  username: string
  /** Empty: the one that is kept. */
  password: string
  fromAddress: string
}

const empty: ServerDraft = { host: '', port: '587', tls: 'starttls', username: '', password: '', fromAddress: '' }

export function draftOf(server: MailSettings['server']): ServerDraft {
  if (!server) return empty
  const { host, port, tls, username, fromAddress } = server
  return { host, port: String(port), tls, username: username ?? '', password: '', fromAddress }
}

export function serverOf(draft: ServerDraft): NonNullable<GivenMailSettings['server']> {
  const { host, port, tls, password, fromAddress } = draft
  const username = draft.username.trim() || null
  return { host: host.trim(), port: Number(port), tls, username, fromAddress, ...(password ? { password } : {}) }
}

/** What servers usually take at a port; null: any. */
export const usualTls: Readonly<Record<string, MailTls>> = { 465: 'implicit', 587: 'starttls' }
export const usualPorts: readonly string[] = mailPorts.map(String)
