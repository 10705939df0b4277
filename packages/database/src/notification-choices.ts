import type { DeliveryState, MailCadence, NotificationKind } from '@throughline/contract'
import type { DigestCadence } from '@throughline/contract/temporal'
import { sql } from 'kysely'
import type { Transaction } from './database.ts'
import { deliveryStateOf } from './mail-deliveries.ts'
import { seesProject } from './told.ts'

export interface PersonOfOrganisation {
  organisationId: string
  personId: string
}

export interface PreferenceRow {
  kind: string
  inbox: boolean
  mail: MailCadence
}

/** What a person chose themselves. */
export async function listPreferenceRows(transaction: Transaction, personId: string): Promise<PreferenceRow[]> {
  const rows = await transaction
    .selectFrom('notification_preference')
    .select(['kind', 'inbox', 'mail'])
    .where('person_id', '=', personId)
    .execute()
  return rows as PreferenceRow[]
}

/** What the organisation of the transaction has chosen for who did not. */
export async function listDefaultRows(transaction: Transaction): Promise<PreferenceRow[]> {
  const rows = await transaction.selectFrom('notification_default').select(['kind', 'inbox', 'mail']).execute()
  return rows as PreferenceRow[]
}

export async function savePreference(
  transaction: Transaction,
  owner: PersonOfOrganisation,
  { kind, inbox, mail }: PreferenceRow,
): Promise<void> {
  await transaction
    .insertInto('notification_preference')
    .values({ organisation_id: owner.organisationId, person_id: owner.personId, kind, inbox, mail })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id', 'kind']).doUpdateSet({ inbox, mail }))
    .execute()
}

export async function deletePreference(transaction: Transaction, personId: string, kind: string): Promise<void> {
  await transaction
    .deleteFrom('notification_preference')
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .execute()
}

export async function saveDefault(
  transaction: Transaction,
  organisationId: string,
  { kind, inbox, mail }: PreferenceRow,
): Promise<void> {
  await transaction
    .insertInto('notification_default')
    .values({ organisation_id: organisationId, kind, inbox, mail })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'kind']).doUpdateSet({ inbox, mail }))
    .execute()
}

export async function deleteDefault(transaction: Transaction, kind: string): Promise<void> {
  await transaction.deleteFrom('notification_default').where('kind', '=', kind).execute()
}

export interface TimesRow {
  timeZone: string
  locale: string
  quietFrom: string | null
  quietUntil: string | null
  digestAt: string
  digestWeekday: number
}

const timesColumns = [
  ...(['time_zone as timeZone', 'locale', 'quiet_from as quietFrom', 'quiet_until as quietUntil'] as const),
  ...(['digest_at as digestAt', 'digest_weekday as digestWeekday'] as const),
] as const

export async function findTimes(transaction: Transaction, personId: string): Promise<TimesRow | null> {
  const row = await transaction
    .selectFrom('notification_times')
    .select(timesColumns)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ?? null
}

export async function saveTimes(transaction: Transaction, owner: PersonOfOrganisation, times: TimesRow): Promise<void> {
  const columns = {
    time_zone: times.timeZone,
    locale: times.locale,
    quiet_from: times.quietFrom,
    quiet_until: times.quietUntil,
    digest_at: times.digestAt,
    digest_weekday: times.digestWeekday,
  }
  await transaction
    .insertInto('notification_times')
    .values({ organisation_id: owner.organisationId, person_id: owner.personId, ...columns })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'person_id']).doUpdateSet(columns))
    .execute()
}

export async function deleteTimes(transaction: Transaction, personId: string): Promise<void> {
  await transaction.deleteFrom('notification_times').where('person_id', '=', personId).execute()
}

export interface ProjectChoiceRow {
  projectId: string
  name: string
  choice: 'mute' | 'watch'
}

/** Of projects that the person may see. */
export async function listProjectChoices(transaction: Transaction, personId: string): Promise<ProjectChoiceRow[]> {
  const { rows } = await sql<ProjectChoiceRow>`
    select c.project_id as "projectId", p.name, c.choice from notification_choice c
    join project p on p.id = c.project_id and p.deleted_at is null
    where c.person_id = ${personId}
      and ${seesProject(sql`c.person_id`, sql`p.id`)}
    order by p.name, p.id`.execute(transaction)
  return rows
}

/** Changes nothing where there is no such project. */
export async function saveProjectChoice(
  transaction: Transaction,
  { organisationId, personId }: PersonOfOrganisation,
  { projectId, choice }: { projectId: string; choice: 'mute' | 'watch' },
): Promise<void> {
  await sql`
    insert into notification_choice (organisation_id, person_id, project_id, choice)
    select ${organisationId}, ${personId}, p.id, ${choice} from project p where p.id = ${projectId} and p.deleted_at is null
    on conflict (organisation_id, person_id, project_id) do update set choice = excluded.choice`.execute(transaction)
}

export async function deleteProjectChoice(
  transaction: Transaction,
  personId: string,
  projectId: string,
): Promise<void> {
  await transaction
    .deleteFrom('notification_choice')
    .where('person_id', '=', personId)
    .where('project_id', '=', projectId)
    .execute()
}

/** All that decides when the mail of a notification goes out. */
export interface MailToDecide {
  kind: NotificationKind
  personId: string | null
  /** What it tells of: a task, an import, a webhook, or a project. */
  thingId: string | null
  at: string
  state: DeliveryState
  carriedBy: string | null
  waits: boolean
  isAsked: boolean
  /** What the person chose, and what the organisation did; null: nothing. */
  chosen: MailCadence | null
  byDefault: MailCadence | null
  times: TimesRow | null
  isMuted: boolean
  /** Other mails to the person wait for the end of a window or of quiet hours. */
  othersWait: boolean
}

const thingOf = sql`coalesce(n.task_id, n.import_id, n.webhook_id, n.project_id)`

/** Its delivery is locked until the transaction ends. Null when there is no such. */
export async function lockMailToDecide(transaction: Transaction, notificationId: string): Promise<MailToDecide | null> {
  const { rows } = await sql<MailToDecide>`
    select n.kind, n.person_id as "personId", ${thingOf} as "thingId", d.created_at as at, d.state,
      d.carried_by as "carriedBy", d.waits_for is not null as waits, d.asked_at is not null as "isAsked", c.mail as chosen, f.mail as "byDefault",
      case when t.person_id is not null then json_build_object('timeZone', t.time_zone, 'locale', t.locale,
        'quietFrom', t.quiet_from, 'quietUntil', t.quiet_until, 'digestAt', t.digest_at,
        'digestWeekday', t.digest_weekday) end as times,
      coalesce(m.choice = 'mute', false) as "isMuted",
      exists (select from email_delivery e where e.person_id = d.person_id and e.organisation_id = d.organisation_id
        and e.state = 'pending' and e.waits_for in ('window', 'quiet-hours')
        and e.notification_id <> d.notification_id) as "othersWait"
    from email_delivery d
    join notification n on n.id = d.notification_id
    left join notification_preference c on c.person_id = n.person_id and c.kind = n.kind
    left join notification_default f on f.kind = n.kind
    left join notification_times t on t.person_id = n.person_id
    left join notification_choice m on m.person_id = n.person_id and m.project_id = n.project_id
    where d.notification_id = ${notificationId}
    for update of d`.execute(transaction)
  const row = rows[0]
  return row ? { ...row, state: deliveryStateOf(row.state) } : null
}

/**
 * Has the mail of a notification carry those of others to the same person on the same thing that wait to go out. Those
 * that somebody else is deciding on are left to them.
 */
export async function carryOthers(
  transaction: Transaction,
  notificationId: string,
  { personId, thingId, kinds }: { personId: string; thingId: string; kinds: readonly NotificationKind[] },
): Promise<void> {
  await sql`
    update email_delivery set carried_by = ${notificationId}, waits_for = null, waits_until = null
    where notification_id in (
      select d.notification_id from email_delivery d join notification n on n.id = d.notification_id
      where d.person_id = ${personId} and d.state = 'pending' and d.carried_by is null and d.asked_at is null
        and d.waits_for in ('window', 'quiet-hours') and d.notification_id <> ${notificationId}
        and n.kind = any(${kinds}::text[]) and ${thingOf} = ${thingId}::uuid
      for update of d skip locked)`.execute(transaction)
}

export interface DigestItem {
  notificationId: string
  kind: NotificationKind
  dueAt: string
  isMuted: boolean
}

/** What waits for a digest of a person, the oldest first, locked until the transaction ends. */
export async function lockDigestItems(
  transaction: Transaction,
  personId: string,
  cadence: DigestCadence,
): Promise<DigestItem[]> {
  const { rows } = await sql<DigestItem>`
    select n.id as "notificationId", n.kind, coalesce(d.waits_until, d.created_at) as "dueAt",
      coalesce(m.choice = 'mute', false) as "isMuted"
    from email_delivery d join notification n on n.id = d.notification_id
    left join notification_choice m on m.person_id = n.person_id and m.project_id = n.project_id
    where d.person_id = ${personId} and d.state = 'pending' and d.waits_for = 'digest' and d.digest = ${cadence}
      and d.carried_by is null
    order by d.notification_id for update of d`.execute(transaction)
  return rows
}

export async function carryAll(
  transaction: Transaction,
  carrierId: string,
  notificationIds: readonly string[],
): Promise<void> {
  await sql`
    update email_delivery set carried_by = ${carrierId}, waits_for = null, waits_until = null
    where notification_id = any(${notificationIds}::uuid[])`.execute(transaction)
}

/** What waits is decided anew: all of a person, or, with null, of the organisation. */
export async function forgetWaits(transaction: Transaction, personId: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update email_delivery set waits_for = null, waits_until = null, digest = null
    where organisation_id = (select current_organisation()) and state = 'pending' and carried_by is null
      and waits_for is not null and (${personId}::uuid is null or person_id = ${personId}::uuid)
    returning notification_id as id`.execute(transaction)
  return rows.map(({ id }) => id)
}
