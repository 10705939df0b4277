import {
  InvalidChangeError,
  type MailCadence,
  type NotificationPreference,
  type OrganisationRole,
  ProblemError,
  type StoppedMails,
  type UnsubscribeLook,
  type UnsubscribeUndo,
} from '@throughline/contract'
import {
  type Caller,
  type Database,
  findPersonOf,
  getOrganisationRow,
  type Transaction,
  withTransaction,
} from '@throughline/database'
import { readUnsubscribeSecret, type UnwantedMails } from '@throughline/platform'
import type { Actor } from '../actor.ts'
import { listPreferences, putPreference } from './preferences.ts'

/**
 * What somebody does by the secret of a mail that they want no more of, without signing in. It says whose mails of which
 * kind in which organisation, and lets them be stopped and begun again, and nothing else; the inbox stays as it is.
 */
export interface ByMail {
  database: Database
  sessionSecret: string
  caller: Caller
}

export const lookAtUnsubscribe = (by: ByMail, secret: string): Promise<UnsubscribeLook> => within(by, secret, look)

/** Who did it already, or has none of them, is told so by an empty list: mail programs ask more than once. */
export const unsubscribe = (by: ByMail, secret: string): Promise<StoppedMails> =>
  within(by, secret, async (transaction, actor, mails) => {
    const wanted = (await listMails(transaction, actor, mails)).filter(({ mail }) => mail !== 'off')
    for (const { kind, inbox } of wanted) await putPreference(transaction, actor, kind, { inbox, mail: 'off' })
    return { stopped: wanted.map(present) }
  })

/** Throws ProblemError `invalid-change` for mails that the secret is not about, or that nobody stopped. */
export const undoUnsubscribe = (by: ByMail, { secret, mails: given }: UnsubscribeUndo): Promise<UnsubscribeLook> =>
  within(by, secret, async (transaction, actor, mails) => {
    const preferences = new Map((await listPreferences(transaction, actor.personId)).map((each) => [each.kind, each]))
    for (const { kind, mail } of given) {
      const now = preferences.get(kind)
      const isOfSecret = isDigest(mails) ? isOfDigest(mail) : kind === mails.kind
      if (!isOfSecret || now?.isFixed !== false || now.mail !== 'off')
        throw new InvalidChangeError('body.mails', `Mails of the kind ${kind} were not stopped by this.`)
      await putPreference(transaction, actor, kind, { inbox: now.inbox, mail })
    }
    return look(transaction, actor, mails)
  })

type Act<Result> = (transaction: Transaction, actor: Actor, mails: UnwantedMails) => Promise<Result>

async function within<Result>(by: ByMail, secret: string, act: Act<Result>): Promise<Result> {
  const mails = readUnsubscribeSecret(by.sessionSecret, secret)
  if (!mails) throw noSuchMails()
  const { organisationId, personId } = mails
  const caller = { ...by.caller, personId }
  return withTransaction(by.database, { organisationId, caller }, async (transaction) => {
    const person = await findPersonOf(transaction, organisationId, personId)
    if (!person || person.isDisabled) throw noSuchMails()
    return act(transaction, { organisationId, personId, organisationRole: person.role as OrganisationRole }, mails)
  })
}

/** The same for who left and for what was never made. */
const noSuchMails = () =>
  new ProblemError('not-found', {
    detail: 'This link is not whole, or is for somebody who does not belong to the organisation any more.',
  })

async function look(transaction: Transaction, actor: Actor, mails: UnwantedMails): Promise<UnsubscribeLook> {
  const { name } = await getOrganisationRow(transaction, actor.organisationId)
  const listed = await listMails(transaction, actor, mails)
  return { organisationName: name, isDigest: isDigest(mails), mails: listed.map(present) }
}

/** Of a digest, all that goes into digests now. */
async function listMails(transaction: Transaction, { personId }: Actor, mails: UnwantedMails) {
  const preferences = await listPreferences(transaction, personId)
  return preferences.filter(
    ({ kind, mail, isFixed }) => !isFixed && (isDigest(mails) ? isOfDigest(mail) : kind === mails.kind),
  )
}

const isDigest = ({ kind }: UnwantedMails): boolean => kind === 'digest'
const isOfDigest = (mail: MailCadence): boolean => mail !== 'at-once' && mail !== 'off'
const present = ({ kind, title, mail }: NotificationPreference) => ({ kind, title, mail })
