import {
  choosableKinds,
  InvalidChangeError,
  type MailCadence,
  type NotificationDefault,
  type NotificationKind,
  type NotificationPreference,
  notificationKind,
  notificationKinds,
  type PreferenceValues,
} from '@throughline/contract'
import {
  deleteDefault,
  deletePreference,
  listDefaultRows,
  listPreferenceRows,
  type PreferenceRow,
  saveDefault,
  savePreference,
  type Transaction,
} from '@throughline/database'
import { requireOrganisationAct } from '../accounts/people.ts'
import type { Actor } from '../actor.ts'
import { decideAnew } from './decide-anew.ts'

/**
 * How people are told of each kind of event: what cannot be chosen as the table of kinds has it; else as they chose, or
 * their organisation did, or by that table.
 */
const byKind = (rows: readonly PreferenceRow[]) => new Map(rows.map((row) => [row.kind, row]))

/** When a mail of a kind goes out to who chose this, in an organisation that chose that; null: nothing. */
export function cadenceOf(
  kind: NotificationKind,
  chosen: MailCadence | null,
  byDefault: MailCadence | null,
): MailCadence {
  const { isFixed, mail } = notificationKinds[kind]
  return isFixed ? mail : (chosen ?? byDefault ?? mail)
}

export async function listPreferences(transaction: Transaction, personId: string): Promise<NotificationPreference[]> {
  const chosen = byKind(await listPreferenceRows(transaction, personId))
  const defaults = byKind(await listDefaultRows(transaction))
  return notificationKind.options.map((kind) => {
    const { isFixed } = notificationKinds[kind]
    const { isDefault: _, ...told } = presentDefault(kind, chosen.get(kind) ?? defaults.get(kind))
    return { ...told, isDefault: isFixed || !chosen.has(kind) }
  })
}

/** How the organisation has people told who have not chosen. */
export async function listDefaults(transaction: Transaction): Promise<NotificationDefault[]> {
  const defaults = byKind(await listDefaultRows(transaction))
  return notificationKind.options.map((kind) => presentDefault(kind, defaults.get(kind)))
}

function presentDefault(kind: NotificationKind, chosen?: PreferenceValues): NotificationDefault {
  const { group, title, inbox, mail, isFixed } = notificationKinds[kind]
  const taken = isFixed || !chosen ? { inbox, mail } : { inbox: chosen.inbox, mail: chosen.mail }
  return { kind, group, title, ...taken, isFixed, isDefault: isFixed || !chosen }
}

function requireChoosable(kind: NotificationKind): void {
  if (!choosableKinds.includes(kind)) throw new InvalidChangeError('kind', 'You are told of this in any case.')
}

/** What waits is decided anew. Throws ProblemError `invalid-change` for what is told in any case. */
export async function putPreference(
  transaction: Transaction,
  actor: Actor,
  kind: NotificationKind,
  values: PreferenceValues,
): Promise<NotificationPreference> {
  requireChoosable(kind)
  await savePreference(transaction, actor, { kind, ...values })
  await decideAnew(transaction, actor)
  return { ...presentDefault(kind, values), isDefault: false }
}

export async function removePreference(transaction: Transaction, actor: Actor, kind: NotificationKind): Promise<void> {
  await deletePreference(transaction, actor.personId, kind)
  await decideAnew(transaction, actor)
}

/** For who has not chosen. Throws ForbiddenError, and as `putPreference` does. */
export async function putDefault(
  transaction: Transaction,
  actor: Actor,
  kind: NotificationKind,
  values: PreferenceValues,
): Promise<NotificationDefault> {
  requireOrganisationAct(actor, 'organisation.change')
  requireChoosable(kind)
  await saveDefault(transaction, actor.organisationId, { kind, ...values })
  await decideAnew(transaction, { organisationId: actor.organisationId, personId: null })
  return presentDefault(kind, values)
}

export async function removeDefault(transaction: Transaction, actor: Actor, kind: NotificationKind): Promise<void> {
  requireOrganisationAct(actor, 'organisation.change')
  await deleteDefault(transaction, kind)
  await decideAnew(transaction, { organisationId: actor.organisationId, personId: null })
}
