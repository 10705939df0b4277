import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { channels } from './streams.ts'

/** How many recomputes run at once. */
export interface Lanes {
  perOrganisation: number
  inAll: number
}

/** A project whose recompute is asked for has to have begun by then, or its slot is free for another. */
const secondsToBegin = 10
/** Longer than an attempt of the activity may take. */
const secondsToRun = 75

/** Payload of `channels.work` when a slot came free: of interest to who passed requests over. */
export const slotReleased = 'slot-released'

/**
 * Gives slots to projects whose recompute is asked for and due, and answers how many have to wait. One dispatcher at a
 * time. An organisation holds `perOrganisation` slots at most; free ones go round, one at a time, to the organisation
 * that has waited longest: since its oldest waiting request, or since its last turn where that was later.
 */
export async function grantRecomputeSlots(transaction: Transaction, lanes: Lanes): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('recompute slots', 0))`.execute(transaction)
  const { rows } = await sql<{ waiting: number }>`
    with waiting as (
      select w.subject_id as project_id, w.organisation_id, min(w.created_at) as since
      from work_request w
      where w.kind = 'recompute' and w.not_before <= now()
        and not exists (select from recompute_slot s where s.project_id = w.subject_id and s.expires_at > now())
      group by w.subject_id, w.organisation_id),
    organisation as (
      select w.organisation_id, greatest(min(w.since), (
          select max(s.taken_at) from recompute_slot s where s.organisation_id = w.organisation_id)) as since,
        (select count(*) from recompute_slot s
          where s.organisation_id = w.organisation_id and s.expires_at > now()) as running
      from waiting w group by w.organisation_id),
    ranked as (
      select w.project_id, w.organisation_id, o.since, o.running,
        row_number() over (partition by w.organisation_id order by w.since, w.project_id) as turn
      from waiting w join organisation o using (organisation_id)),
    granted as (
      insert into recompute_slot as s (project_id, organisation_id, taken_at, expires_at)
      select project_id, organisation_id, clock_timestamp(), now() + make_interval(secs => ${secondsToBegin})
      from ranked where running + turn <= ${lanes.perOrganisation}
      order by turn, since
      limit greatest(0, ${lanes.inAll} - (select count(*) from recompute_slot where expires_at > now()))
      on conflict (project_id) do update set taken_at = excluded.taken_at, expires_at = excluded.expires_at
      returning s.project_id)
    select (select count(*) from waiting) - (select count(*) from granted) as waiting`.execute(transaction)
  return rows[0]?.waiting ?? 0
}

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
