import type { Notification, NotificationKind } from '@throughline/contract'
import type { Actor } from '../../actor.ts'
import type { Store } from '../../changes/testing/store.ts'
import { listInbox } from '../inbox.ts'

/** What stands in the inbox of somebody, of these kinds, the newest first. */
export async function inboxOf(store: Store, actor: Actor, ...kinds: NotificationKind[]): Promise<Notification[]> {
  const { items } = await store.run(actor, (transaction) => listInbox(transaction, actor, { limit: 100 }))
  return items.filter(({ kind }) => kinds.includes(kind))
}

/** Of these notifications those whose delivery is asked for. */
export const askedFor = async (store: Store, items: readonly Notification[]): Promise<string[]> => {
  const ids = items.map(({ id }) => id)
  const rows = await store.run(store.admin, (transaction) =>
    transaction
      .selectFrom('work_request')
      .select('subject_id as id')
      .where('kind', '=', 'notify')
      .where('subject_id', 'in', ids)
      .execute(),
  )
  return rows.map(({ id }) => id)
}
