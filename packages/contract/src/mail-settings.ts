import { z } from 'zod'
import { email } from './accounts.ts'
import { instant, label, text } from './primitives.ts'

/**
 * How the connection to a mail server is kept from others: TLS from its beginning, or asked for before anything is said that
 * matters. `none` is for hosts in the operator's own network, which the operator names.
 */
export const mailTls = z.enum(['implicit', 'starttls', 'none'])
export type MailTls = z.infer<typeof mailTls>

/** Ports of mail servers; others only at hosts that the operator names. */
export const mailPorts: readonly number[] = [25, 465, 587, 2525]

const host = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^(?:[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+)$/, 'must be the name or the address of a host')
const ofServer = {
  host,
  port: z.int().min(1).max(65_535).meta({ description: '25, 465, 587 or 2525' }),
  tls: mailTls,
  fromAddress: email.meta({ description: 'Which the server lets us send from' }),
}

export const mailServerValues = z.strictObject({
  ...ofServer,
  username: label(320).nullable().default(null),
  password: text(500)
    .min(1)
    .optional()
    .meta({ description: 'Left out: the one that is kept, for the same host and username' }),
})
export type MailServerValues = z.infer<typeof mailServerValues>

const ofSender = {
  senderName: label(200)
    .nullable()
    .default(null)
    .meta({ description: 'Whom mails come from; null: as the instance says' }),
  replyTo: email.nullable().default(null).meta({ description: 'Where answers go' }),
}

export const mailSettingsValues = z
  .strictObject({
    ...ofSender,
    server: mailServerValues
      .nullable()
      .default(null)
      .meta({ description: 'Through which mails are sent; null: that of the instance' }),
  })
  .meta({ id: 'MailSettingsValues' })
export type MailSettingsValues = z.infer<typeof mailSettingsValues>
/** As they may be sent. */
export type GivenMailSettings = z.input<typeof mailSettingsValues>

export const mailSettings = z
  .object({
    ...ofSender,
    server: z
      .object({
        ...ofServer,
        host: z.string(),
        fromAddress: z.string(),
        username: z.string().nullable().default(null),
        hasPassword: z.boolean().meta({ description: 'The password itself is told to nobody' }),
      })
      .nullable()
      .default(null),
    updatedAt: instant.nullable().default(null).meta({ description: 'Null: nothing was set' }),
  })
  .meta({ id: 'MailSettings' })
export type MailSettings = z.infer<typeof mailSettings>
export type SentMailSettings = z.input<typeof mailSettings>

/** What was said while a mail was sent, to find out what is wrong; without user names and passwords. */
export const mailTrial = z
  .object({
    isAccepted: z.boolean().meta({ description: 'The server took the mail; whether it arrives is seen there' }),
    problem: z.string().nullable().default(null),
    conversation: z.array(z.object({ by: z.enum(['us', 'server']), line: z.string() })),
  })
  .meta({ id: 'MailTrial' })
export type MailTrial = z.infer<typeof mailTrial>
