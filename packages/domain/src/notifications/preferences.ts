import {
  choosableKinds,
  InvalidChangeError,
  type NotificationKind,
  type NotificationPreference,
  notificationKind,
  notificationKinds,
  type PreferenceValues,
} from '@throughline/contract'
import { deletePreference, listPreferenceRows, savePreference, type Transaction } from '@throughline/database'
import type { Actor } from '../actor.ts'

/** How a person is told of each kind: as they chose, or by default; what they cannot choose, in any case. */
export async function listPreferences(transaction: Transaction, personId: string): Promise<NotificationPreference[]> {
  const rows = await listPreferenceRows(transaction, personId)
  const chosen = new Map(rows.map((row) => [row.kind, row]))
  return notificationKind.options.map((kind) => present(kind, chosen.get(kind)))
}

function present(kind: NotificationKind, chosen?: PreferenceValues): NotificationPreference {
  const { group, title, inbox, mail, isFixed } = notificationKinds[kind]
  const taken = isFixed || !chosen ? { inbox, mail } : { inbox: chosen.inbox, mail: chosen.mail }
  return { kind, group, title, ...taken, isFixed, isDefault: isFixed || !chosen }
}

/** Throws ProblemError `invalid-change` for what is told in any case. */
export async function putPreference(
  transaction: Transaction,
  actor: Actor,
  kind: NotificationKind,
  values: PreferenceValues,
): Promise<NotificationPreference> {
  if (!choosableKinds.includes(kind)) throw new InvalidChangeError('kind', 'You are told of this in any case.')
  await savePreference(transaction, actor, { kind, ...values })
  return present(kind, values)
}

export const removePreference = (transaction: Transaction, actor: Actor, kind: NotificationKind): Promise<void> =>
  deletePreference(transaction, actor.personId, kind)
