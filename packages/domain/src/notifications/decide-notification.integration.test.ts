import { randomUUID } from 'node:crypto'
import type { ChangeOperation, NotificationTimesValues, PreferenceValues } from '@throughline/contract'
import type { DigestCadence, DigestStep, NotifyStep } from '@throughline/contract/temporal'
import { endMailDelivery, lockMailToSend } from '@throughline/database'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../actor.ts'
import { newTask, openStore, type Store } from '../changes/testing/store.ts'
import { decideDigest } from './decide-digest.ts'
import { decideNotification } from './decide-notification.ts'
import { putDefault, putPreference, removeDefault } from './preferences.ts'
import { cancelMailDelivery, getMailQueue, getMailReceipt, sendMailAgain } from './receipts.ts'
import { putNotificationProject, putTimes } from './times.ts'

let store: Store
let person: Actor
beforeAll(async () => {
  store = await openStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  person = await store.addPerson()
})

const minute = 60_000
const kind = 'task-assigned'
const later = (milliseconds: number) => new Date(Date.now() + milliseconds)
const noUrl = () => null

/** Gives a task to the person, as often as they are a resource of it; the notifications of that, the oldest first. */
async function assign(times = 1): Promise<string[]> {
  const task = newTask('Cabling')
  const operations: ChangeOperation[] = [task]
  for (let index = 0; index < times; index++) {
    const resourceId = randomUUID()
    operations.push(
      { op: 'create', entity: 'resource', id: resourceId, values: { name: 'Someone', personId: person.personId } },
      { op: 'create', entity: 'assignment', id: randomUUID(), values: { taskId: task.id, resourceId } },
    )
  }
  await store.change(operations)
  const rows = await store.run(store.admin, (transaction) =>
    transaction.selectFrom('notification').select('id').where('task_id', '=', task.id).orderBy('id').execute(),
  )
  return rows.map(({ id }) => id)
}

async function assignOne(): Promise<string> {
  const [id = ''] = await assign()
  return id
}

const decide = (notificationId: string, now = new Date(), window = 0): Promise<NotifyStep | null> =>
  store.run(person, (transaction) => {
    const { organisationId } = person
    return decideNotification(transaction, { organisationId, notificationId }, { now, window })
  })
const decideDigestOf = (cadence: DigestCadence, now: Date): Promise<DigestStep> =>
  store.run(person, (transaction) => decideDigest(transaction, { ...person, cadence }, now))
const deliveryOf = (id: string) =>
  store.run(store.admin, (transaction) => getMailReceipt(transaction, store.admin, id, noUrl))
const prefer = (mail: PreferenceValues['mail']) =>
  store.run(person, (transaction) => putPreference(transaction, person, kind, { inbox: true, mail }))
const setTimes = (times: Partial<NotificationTimesValues>) =>
  store.run(person, (transaction) =>
    putTimes(transaction, person, {
      ...{ timeZone: 'Europe/Berlin', locale: 'de-DE', quietFrom: null, quietUntil: null },
      ...{ digestAt: '08:00', digestWeekday: 1, ...times },
    }),
  )
/** Requests for its delivery that no dispatcher has taken: none runs here. */
const requests = (id: string) =>
  store.run(store.admin, (transaction) =>
    transaction.selectFrom('work_request').select('kind').where('subject_id', '=', id).execute(),
  )

describe('the mail of a notification', () => {
  it('goes out at once, unless nobody wants it', async () => {
    const id = await assignOne()
    expect(await deliveryOf(id)).toMatchObject({ state: 'pending', attempts: 0, waitsFor: null, messageId: null })
    expect(await decide(id)).toEqual({ next: 'send' })
    await prefer('off')
    expect(await decide(id)).toEqual({ next: 'end', outcome: 'not-wanted' })
    expect(await deliveryOf(id)).toMatchObject({ state: 'not-wanted', endedAt: expect.any(String) })
    await prefer('at-once')
    expect(await decide(id)).toEqual({ next: 'end', outcome: 'not-wanted' })
  })

  it('goes by what the organisation chose, for who has not', async () => {
    const id = await assignOne()
    const values = { inbox: true, mail: 'off' } as const
    await store.run(store.admin, (transaction) => putDefault(transaction, store.admin, kind, values))
    try {
      await prefer('at-once')
      expect(await decide(id)).toEqual({ next: 'send' })
      person = await store.addPerson()
      expect(await decide(await assignOne())).toEqual({ next: 'end', outcome: 'not-wanted' })
    } finally {
      await store.run(store.admin, (transaction) => removeDefault(transaction, store.admin, kind))
    }
  })

  it('is not wanted of a muted project', async () => {
    const id = await assignOne()
    await store.run(store.admin, (transaction) =>
      putNotificationProject(transaction, store.admin, { projectId: store.project.id, choice: 'watch' }),
    )
    await expect(
      store.run(person, (transaction) =>
        putNotificationProject(transaction, person, { projectId: store.project.id, choice: 'mute' }),
      ),
    ).rejects.toThrow('project')
    await store.run(person, (transaction) =>
      transaction
        .insertInto('notification_choice')
        .values({
          ...{ organisation_id: person.organisationId, person_id: person.personId },
          ...{ project_id: store.project.id, choice: 'mute' },
        })
        .execute(),
    )
    expect(await decide(id)).toEqual({ next: 'end', outcome: 'not-wanted' })
  })

  it('waits for others on the same thing within the window, and tells of them', async () => {
    const [first = '', second = '', third = ''] = await assign(3)
    const elsewhere = await assignOne()
    for (const id of [first, second, elsewhere]) {
      const step = await decide(id, new Date(), minute)
      expect(step).toMatchObject({ next: 'wait' })
      expect((step as { milliseconds: number }).milliseconds).toBeLessThanOrEqual(minute)
    }
    expect(await deliveryOf(first)).toMatchObject({ waitsFor: 'window', waitsUntil: expect.any(String) })
    expect(await decide(first, later(minute), minute)).toEqual({ next: 'send' })
    expect(await decide(second, later(minute), minute)).toEqual({ next: 'end', outcome: 'carried' })
    // Nobody has decided yet whether that one is wanted by itself.
    expect(await decide(third, later(minute), minute)).toEqual({ next: 'send' })
    expect(await decide(elsewhere, later(minute), minute)).toEqual({ next: 'send' })
    await store.run(store.admin, async (transaction) => {
      expect((await lockMailToSend(transaction, first))?.carriedIds).toEqual([second])
      await endMailDelivery(transaction, first, { state: 'sent', reply: '250 taken' })
    })
    expect(await deliveryOf(second)).toMatchObject({ state: 'sent', carriedBy: first, reply: '250 taken' })
  })

  // The clocks of Berlin go forward at 02:00 on 29 March 2026, those of New York back at 02:00 on 1 November 2026.
  it.each([
    ['Europe/Berlin', '2026-03-28T21:30:00Z', '2026-03-29T05:00:00.000Z'],
    ['America/New_York', '2026-11-01T02:30:00Z', '2026-11-01T12:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-04T12:00:00Z', '2026-04-04T20:30:00.000Z'],
  ])('waits for the end of quiet hours in %s over a change of the clocks', async (timeZone, now, until) => {
    const id = await assignOne()
    await setTimes({ timeZone, quietFrom: '22:00', quietUntil: '07:00' })
    const moment = new Date(now)
    const milliseconds = new Date(until).getTime() - moment.getTime()
    expect(await decide(id, moment)).toEqual({ next: 'wait', milliseconds })
    expect(await deliveryOf(id)).toMatchObject({ state: 'pending', waitsFor: 'quiet-hours', waitsUntil: until })
    expect(await decide(id, new Date(new Date(until).getTime() - 1))).toMatchObject({ next: 'wait', milliseconds: 1 })
    expect(await decide(id, new Date(until))).toEqual({ next: 'send' })
  })

  it('is decided anew when somebody changes their mind while it waits', async () => {
    const id = await assignOne()
    await setTimes({ timeZone: 'UTC', quietFrom: '00:00', quietUntil: '00:00' })
    expect(await decide(id)).toMatchObject({ next: 'wait' })
    const before = (await requests(id)).length
    await setTimes({ timeZone: 'UTC' })
    expect(await requests(id)).toHaveLength(before + 1)
    expect(await deliveryOf(id)).toMatchObject({ waitsFor: null })
    expect(await decide(id)).toEqual({ next: 'send' })
  })
})

describe('a digest', () => {
  it('is made at its hour, of all that waits, once', async () => {
    await prefer('daily')
    const [one, other] = [await assignOne(), await assignOne()]
    await setTimes({ timeZone: 'Europe/Berlin', digestAt: '08:00' })
    const [evening, morning] = [new Date('2026-10-24T18:00:00Z'), new Date('2026-10-25T07:00:00Z')]
    for (const id of [one, other]) expect(await decide(id, evening)).toEqual({ next: 'end', outcome: 'digest' })
    expect(await deliveryOf(one)).toMatchObject({ waitsFor: 'digest', waitsUntil: morning.toISOString() })
    expect((await requests(person.personId)).map((row) => row.kind)).toContain('digestDaily')

    const milliseconds = morning.getTime() - evening.getTime()
    expect(await decideDigestOf('daily', evening)).toEqual({ next: 'wait', milliseconds })
    expect(await decideDigestOf('weekly', morning)).toEqual({ next: 'end' })
    expect(await decideDigestOf('daily', morning)).toEqual({ next: 'made' })
    expect(await decideDigestOf('daily', morning)).toEqual({ next: 'end' })
    const { carriedBy } = await deliveryOf(one)
    expect(carriedBy).not.toBeNull()
    const digestId = carriedBy ?? ''
    const digest = await store.run(store.admin, (transaction) => lockMailToSend(transaction, digestId))
    expect(digest?.carriedIds).toEqual([one, other])
    expect(await decide(digestId, morning)).toEqual({ next: 'send' })
    expect(await requests(digestId)).toEqual([{ kind: 'notify' }])
  })

  it('loses what is wanted at once after all, or not at all', async () => {
    await prefer('weekly')
    const id = await assignOne()
    expect(await decide(id)).toEqual({ next: 'end', outcome: 'digest' })
    await prefer('at-once')
    expect(await decideDigestOf('weekly', later(8 * 24 * 60 * minute))).toEqual({ next: 'end' })
    expect(await decide(id)).toEqual({ next: 'send' })
  })
})

describe('an administrator', () => {
  it('sends a mail that waits now, whatever the hour, and calls one off', async () => {
    await setTimes({ quietFrom: '00:00', quietUntil: '00:00' })
    const [asked, called] = [await assignOne(), await assignOne()]
    for (const id of [asked, called]) await decide(id)
    const { admin } = store
    await store.run(admin, (transaction) => sendMailAgain(transaction, admin, asked, noUrl))
    expect(await decide(asked)).toEqual({ next: 'send' })
    await store.run(admin, (transaction) => cancelMailDelivery(transaction, admin, called, noUrl))
    expect(await decide(called)).toEqual({ next: 'end', outcome: 'cancelled' })
    await store.run(admin, (transaction) => endMailDelivery(transaction, asked, { state: 'sent' }))
    await expect(store.run(admin, (transaction) => sendMailAgain(transaction, admin, asked, noUrl))).rejects.toThrow(
      'sent by now',
    )
  })

  it('calls a mail off without those that it carries', async () => {
    const [first = '', second = ''] = await assign(2)
    for (const id of [first, second]) await decide(id, new Date(), minute)
    await decide(first, later(minute), minute)
    const { admin } = store
    await store.run(admin, (transaction) => cancelMailDelivery(transaction, admin, first, noUrl))
    expect(await deliveryOf(second)).toMatchObject({ state: 'pending', carriedBy: null })
    expect(await decide(second)).toEqual({ next: 'send' })
  })

  it('sees what waits to be sent, and since when', async () => {
    const { admin } = store
    const queue = () => store.run(admin, (transaction) => getMailQueue(transaction, admin))
    const before = await queue()
    const id = await assignOne()
    expect(await queue()).toMatchObject({ open: before.open + 1, due: before.due + 1, oldestDueAt: expect.any(String) })
    await prefer('daily')
    await decide(id)
    expect(await queue()).toMatchObject({ open: before.open + 1, due: before.due })
    await expect(store.run(person, (transaction) => getMailQueue(transaction, person))).rejects.toThrow()
  })
})
