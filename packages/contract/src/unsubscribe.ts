import { z } from 'zod'
import { mailCadence, notificationKind } from './notification.ts'

/** Two ids, a kind and a keyed hash of them (`unsubscribeSecret` of packages/platform). */
const secret = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}\.[a-z-]{1,40}\.[\w-]{43}$/, 'is not whole')
  .meta({ description: 'As the mail has it' })
export const unsubscribePath = z.object({ secret })
export const unsubscribeUse = z.strictObject({ secret }).meta({ id: 'UnsubscribeUse' })

/** How somebody gets the mails of a kind. */
const mailsOfKind = z.object({ kind: notificationKind, title: z.string(), mail: mailCadence })
export type MailsOfKind = z.infer<typeof mailsOfKind>

export const unsubscribeLook = z
  .object({
    organisationName: z.string(),
    isDigest: z.boolean().meta({ description: 'It is about all that goes into digests, and not about one kind' }),
    mails: z.array(mailsOfKind).meta({ description: 'As they are now' }),
  })
  .meta({ id: 'UnsubscribeLook' })
export type UnsubscribeLook = z.infer<typeof unsubscribeLook>

export const stoppedMails = z
  .object({ stopped: z.array(mailsOfKind).meta({ description: 'As they were before' }) })
  .meta({ id: 'StoppedMails' })
export type StoppedMails = z.infer<typeof stoppedMails>

const wantedMails = z.strictObject({ kind: notificationKind, mail: mailCadence.exclude(['off']) })
export const unsubscribeUndo = z
  .strictObject({ secret, mails: z.array(wantedMails).min(1).max(100) })
  .meta({ id: 'UnsubscribeUndo' })
export type UnsubscribeUndo = z.infer<typeof unsubscribeUndo>
