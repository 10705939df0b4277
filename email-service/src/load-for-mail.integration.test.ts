import { randomUUID } from 'node:crypto'
import { changeMembership, type Database, insertMailDelivery, withTransaction } from '@throughline/database'
import { createOrganisation, openTestDatabase, type TestOrganisation } from '@throughline/tests'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteTask, insertAssignmentNotification } from '../test-support/notifications.ts'
import { loadForMail } from './load-for-mail.ts'

let database: Database
let organisation: TestOrganisation
beforeAll(async () => {
  database = openTestDatabase()
  organisation = await createOrganisation(database)
})
afterAll(() => database.close())

type Subject = Awaited<ReturnType<typeof insertAssignmentNotification>>
const assigned = (taskName: string, personId = organisation.admin.personId) =>
  insertAssignmentNotification(database, { organisationId: organisation.id, personId, taskName })
const within = <Result>(act: Parameters<typeof withTransaction<Result>>[2]) =>
  withTransaction(database, { organisationId: organisation.id }, act)
const load = ({ notificationId }: { notificationId: string }) =>
  within((transaction) => loadForMail(transaction, notificationId))

/** Each in a transaction of its own, since they are told in the order of their times. */
async function carry(lead: Subject, ...others: Subject[]): Promise<void> {
  for (const { notificationId } of others)
    await within(async (transaction) => {
      await insertMailDelivery(transaction, { notificationId })
      await transaction
        .updateTable('email_delivery')
        .set({ carried_by: lead.notificationId })
        .where('notification_id', '=', notificationId)
        .execute()
    })
}

describe('what a mail is made from', () => {
  it('is its notification and those that it carries, the oldest first, with what of them is gone', async () => {
    const [lead, first, second] = [await assigned('Lead'), await assigned('First'), await assigned('Second')]
    await carry(lead, first, second)
    await deleteTask(database, first)
    const loaded = await load(lead)
    expect(loaded?.notification).toMatchObject({ taskName: 'Lead', timeZone: 'UTC', locale: 'en-GB' })
    expect(loaded?.carried).toMatchObject({ items: [{ taskName: null }, { taskName: 'Second' }], more: 0 })
  })

  it('is cut at what one mail holds, and says of how many', async () => {
    const [lead, one] = [await assigned('Lead'), await assigned('One')]
    await carry(lead, one)
    await within(async (transaction) => {
      await sql`
        insert into notification (id, organisation_id, person_id, kind, project_id, task_id, effect_key)
        select gen_random_uuid(), organisation_id, person_id, kind, project_id, task_id, effect_key || g
        from notification, generate_series(1, 104) g where id = ${one.notificationId}`.execute(transaction)
      await sql`
        insert into email_delivery (notification_id, organisation_id, state, carried_by)
        select id, organisation_id, 'pending', ${lead.notificationId} from notification
        where task_id = ${one.taskId} and id <> ${one.notificationId}`.execute(transaction)
    })
    const { items, more } = (await load(lead))?.carried ?? {}
    expect([items?.length, more]).toEqual([100, 5])
  })

  it('has the clock and the manner of its person', async () => {
    const lead = await assigned('Lead')
    await within((transaction) =>
      transaction
        .insertInto('notification_times')
        .values({
          ...{ organisation_id: organisation.id, person_id: organisation.admin.personId },
          ...{ time_zone: 'Asia/Tokyo', locale: 'de-DE', digest_at: '08:00', digest_weekday: 1 },
        })
        .execute(),
    )
    expect((await load(lead))?.notification).toMatchObject({ timeZone: 'Asia/Tokyo', locale: 'de-DE' })
  })

  it('names no project, and nothing in it, to who was put off meanwhile', async () => {
    const { personId } = await organisation.addPerson()
    const lead = await assigned('Secret', personId)
    expect((await load(lead))?.notification).toMatchObject({ projectName: 'Harbour House', taskName: 'Secret' })
    await within((transaction) => changeMembership(transaction, personId, { role: 'member', isDisabled: true }))
    expect((await load(lead))?.notification).toMatchObject({ personId, projectName: null, taskName: null })
  })

  it('is nothing where there is no such notification', async () => {
    expect(await load({ notificationId: randomUUID() })).toBeNull()
  })
})
