import { Client, Connection, ScheduleNotFoundError } from '@temporalio/client'
import { bouncesScheduleId, scheduleIds } from '@throughline/contract/temporal'
import { testStack } from '@throughline/tests'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reconcileSchedules } from './schedules.ts'

let connection: Connection
let client: Client
beforeAll(async () => {
  connection = await Connection.connect({ address: testStack().temporalAddress })
  client = new Client({ connection })
})
afterAll(() => connection.close())

const describeSweep = () => client.schedule.getHandle(scheduleIds.sweepProjects).describe()
const minute = 60_000

test('makes the schedules, and puts right one that was changed', async () => {
  await reconcileSchedules(client)
  await client.schedule
    .getHandle(scheduleIds.sweepProjects)
    .update((present) => ({ ...present, spec: { intervals: [{ every: '7 hours' }] } }))
  expect((await describeSweep()).spec.intervals?.map(({ every }) => every)).toEqual([7 * 60 * minute])

  await reconcileSchedules(client)
  const sweep = await describeSweep()
  expect(sweep.spec.intervals?.map(({ every }) => every)).toEqual([minute])
  expect(sweep.policies.overlap).toBe('SKIP')
  expect(sweep.action).toMatchObject({ workflowType: 'sweepProjects', taskQueue: 'maintenance' })
  expect((await client.schedule.getHandle(scheduleIds.purgeExpired).describe()).action).toMatchObject({
    workflowType: 'purgeExpired',
  })
  const due = await client.schedule.getHandle(scheduleIds.tellDue).describe()
  expect(due.action).toMatchObject({ workflowType: 'tellDue' })
  expect(due.spec.intervals?.map(({ every }) => every)).toEqual([60 * minute])
})

test('bounces are read where there is a mailbox of them', async () => {
  const bounces = client.schedule.getHandle(bouncesScheduleId)
  await reconcileSchedules(client, { readsBounces: true })
  expect((await bounces.describe()).action).toMatchObject({ workflowType: 'readBounces', taskQueue: 'maintenance' })
  await reconcileSchedules(client)
  await expect(bounces.describe()).rejects.toThrow(ScheduleNotFoundError)
  await reconcileSchedules(client)
})
