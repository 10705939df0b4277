export { startAiosmtpd } from './aiosmtpd.ts'
export { type ImapServer, startImapServer } from './imap-server.ts'
export type { MailServers, Manner, TakenMail } from './manners.ts'
export { startSmtpServers } from './smtp-server.ts'
