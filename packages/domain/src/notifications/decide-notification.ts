import {
  inboxKinds,
  isEndedDelivery,
  type MailCadence,
  type NotificationKind,
  notificationKinds,
} from '@throughline/contract'
import type { DigestCadence, NotifyInput, NotifyStep } from '@throughline/contract/temporal'
import {
  carryOthers,
  endMailDelivery,
  finishMailWork,
  insertMailDelivery,
  insertWorkRequest,
  lockMailToDecide,
  type MailToDecide,
  postponeMail,
  type Transaction,
} from '@throughline/database'
import { nextDigestAt, quietUntil } from './hours.ts'
import { cadenceOf } from './preferences.ts'
import { defaultTimes } from './times.ts'

export interface DecisionPlace {
  now: Date
  /** Milliseconds in which what happens to one thing becomes one mail. */
  window: number
}

/** The work that wakes the digests of a cadence. */
export const digestWork = { hourly: 'digestHourly', daily: 'digestDaily', weekly: 'digestWeekly' } as const

/**
 * What is to be done next about the mail of a notification, by what its person wants now: nothing, to wait for others on
 * the same thing or for the end of quiet hours, to be told by a digest, or to go out. What cannot be turned off, and what
 * somebody asked to send again, goes out whatever the hour.
 */
export async function decideNotification(
  transaction: Transaction,
  input: NotifyInput,
  place: DecisionPlace,
): Promise<NotifyStep | null> {
  const step = await decide(transaction, input, place)
  // What goes out is at work until it is known what became of it.
  if (step?.next !== 'send') await finishMailWork(transaction, input.notificationId)
  return step
}

async function decide(
  transaction: Transaction,
  { organisationId, notificationId }: NotifyInput,
  place: DecisionPlace,
): Promise<NotifyStep | null> {
  const mail = await lockMail(transaction, { organisationId, notificationId })
  if (!mail) return null
  const { state, personId } = mail
  if (isEndedDelivery(state) || state === 'unknown') return { next: 'end', outcome: state }
  if (mail.carriedBy) return { next: 'end', outcome: 'carried' }
  if (!personId || mail.isAsked || !isHeld(mail.kind)) return { next: 'send' }

  const cadence = mail.isMuted ? 'off' : cadenceOf(mail.kind, mail.chosen, mail.byDefault)
  if (cadence === 'off') {
    await endMailDelivery(transaction, notificationId, { state: 'not-wanted' })
    return { next: 'end', outcome: 'not-wanted' }
  }
  if (cadence !== 'at-once') {
    await waitForDigest(transaction, { organisationId, notificationId, personId }, cadence, mail, place.now)
    return { next: 'end', outcome: 'digest' }
  }
  const wait = waitOf(mail, place)
  if (wait || mail.waits) await postponeMail(transaction, notificationId, wait)
  if (wait) return { next: 'wait', milliseconds: Math.max(1, wait.until.getTime() - place.now.getTime()) }
  if (mail.thingId && mail.othersWait)
    await carryOthers(transaction, notificationId, { personId, thingId: mail.thingId, kinds: heldKinds })
  return { next: 'send' }
}

/** One that a function of the database inserted, or the version before, has no delivery yet. */
async function lockMail(transaction: Transaction, input: NotifyInput): Promise<MailToDecide | null> {
  const there = await lockMailToDecide(transaction, input.notificationId)
  if (there) return there
  const isInserted = await insertMailDelivery(transaction, input)
  return isInserted ? lockMailToDecide(transaction, input.notificationId) : null
}

/** Whether windows, digests and quiet hours hold it back. */
const isHeld = (kind: NotificationKind): boolean => notificationKinds[kind].urgency !== 'now'
const heldKinds = inboxKinds.filter(isHeld)
/** Much happens to a task in a short time. */
const isGathered = (kind: NotificationKind): boolean => notificationKinds[kind].group === 'work'

function waitOf({ kind, at, times }: MailToDecide, { now, window }: DecisionPlace) {
  const gathered = new Date(new Date(at).getTime() + window)
  if (window > 0 && isGathered(kind) && gathered > now) return { waitsFor: 'window' as const, until: gathered }
  const until = quietUntil(now, times ?? defaultTimes)
  return until && { waitsFor: 'quiet-hours' as const, until }
}

async function waitForDigest(
  transaction: Transaction,
  { organisationId, notificationId, personId }: NotifyInput & { personId: string },
  cadence: Exclude<MailCadence, 'at-once' | 'off'> & DigestCadence,
  { times }: MailToDecide,
  now: Date,
): Promise<void> {
  const until = nextDigestAt(now, cadence, times ?? defaultTimes)
  await postponeMail(transaction, notificationId, { waitsFor: 'digest', until, digest: cadence })
  await insertWorkRequest(transaction, { organisationId, kind: digestWork[cadence], subjectId: personId })
}
