import { Connection, Client as TemporalClient } from '@temporalio/client'
import type { Client } from '@throughline/client'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reconcileSchedules } from '../../activities/src/schedules.ts'
import { createOrganisation, openTestDatabase, testStack } from '../harness/index.ts'
import { clientOf, Services } from '../harness/service/index.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let connection: Connection
let temporal: TemporalClient
let operator: Client

beforeAll(async () => {
  const api = await services.startApi()
  connection = await Connection.connect({ address: testStack().temporalAddress })
  temporal = new TemporalClient({ connection })
  const { admin } = await createOrganisation(database)
  const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
  await superuser.connect()
  await superuser.query('update person set is_operator = true where id = $1', [admin.personId])
  await superuser.end()
  operator = clientOf(api.url, admin)
})
afterAll(async () => {
  await reconcileSchedules(temporal)
  await connection.close()
  await services.stop()
  await database.close()
})

const listed = async () => (await operator.call('listSchedules', {})).items
const ofEachInstance = ['recompute-sweep', 'purge', 'due']
const bounces = { params: { name: 'bounces' } } as const

test('operators see and steer what reads bounces like the other schedules, where a worker has a mailbox', async () => {
  await reconcileSchedules(temporal, { readsBounces: true })
  const found = await listed()
  expect(found.map(({ name }) => name)).toEqual([...ofEachInstance, 'bounces'])
  expect(found.at(-1)).toMatchObject({
    workflowType: 'readBounces',
    isPaused: false,
    nextRunAt: expect.any(String),
    temporalUrl: expect.stringContaining('/schedules/mail%2Fbounces'),
  })
  const paused = await operator.call('patchSchedule', { ...bounces, body: { isPaused: true, note: 'mailbox moves' } })
  expect(paused).toMatchObject({ name: 'bounces', isPaused: true })
  expect((await listed()).at(-1)).toMatchObject({ isPaused: true, note: expect.stringContaining('mailbox moves') })
})

test('there is none where no mailbox is set', async () => {
  await reconcileSchedules(temporal)
  expect((await listed()).map(({ name }) => name)).toEqual(ofEachInstance)
  await expect(operator.call('triggerSchedule', bounces)).rejects.toMatchObject({ status: 404 })
})
