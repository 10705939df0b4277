import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { channels } from './streams.ts'

/** Of a run: longer than an attempt of the activity may take. */
const secondsToRun = 75

/** Payload of `channels.work` when a slot came free: of interest to who passed requests over. */
export const slotReleased = 'slot-released'

/** A run begins: its slot holds for as long as the run may take. */
export async function renewRecomputeSlot(transaction: Transaction, projectId: string) {
  await sql`
    update recompute_slot set expires_at = now() + make_interval(secs => ${secondsToRun})
    where project_id = ${projectId}`.execute(transaction)
}

/** Gives the slot back when everything up to the last change of the project is covered; else the next run needs it. */
export async function releaseRecomputeSlot(transaction: Transaction, projectId: string, coveredRevision: number) {
  await sql`
    with released as (
      update recompute_slot s set expires_at = now()
      where s.project_id = ${projectId} and s.expires_at > now()
        and not exists (select from project p where p.id = s.project_id and p.input_revision > ${coveredRevision})
      returning 1)
    select pg_notify(${channels.work}, ${slotReleased}) from released`.execute(transaction)
}
