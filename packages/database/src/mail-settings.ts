import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/** How an organisation sends its mail. The password is sealed for the organisation. */
export interface MailSettingsRow {
  organisationId: string
  senderName: string | null
  replyTo: string | null
  /** Null: the server of the instance; then so are the others. */
  host: string | null
  port: number | null
  tls: string | null
  username: string | null
  password: string | null
  fromAddress: string | null
  updatedAt: string
}

export async function findMailSettings(transaction: Transaction): Promise<MailSettingsRow | null> {
  const row = await transaction
    .selectFrom('mail_settings')
    .select([
      'organisation_id as organisationId',
      'sender_name as senderName',
      'reply_to as replyTo',
      'host',
      'port',
      'tls',
      'username',
      'password',
      'from_address as fromAddress',
      'updated_at as updatedAt',
    ])
    .executeTakeFirst()
  return row ?? null
}

export async function saveMailSettings(transaction: Transaction, settings: Omit<MailSettingsRow, 'updatedAt'>) {
  const values = {
    sender_name: settings.senderName,
    reply_to: settings.replyTo,
    host: settings.host,
    port: settings.port,
    tls: settings.tls,
    username: settings.username,
    password: settings.password,
    from_address: settings.fromAddress,
    updated_at: sql<string>`now()`,
  }
  await transaction
    .insertInto('mail_settings')
    .values({ ...values, organisation_id: settings.organisationId })
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(values))
    .execute()
}

export async function deleteMailSettings(transaction: Transaction): Promise<void> {
  await transaction.deleteFrom('mail_settings').execute()
}
