import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { isForProjectTokens, type OperationId, operations } from '@throughline/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reconcileSchedules } from '../../activities/src/schedules.ts'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { type Callers, createCallers } from './callers.ts'
import { calls } from './calls.ts'
import { type CallerName, callerNames, matrix } from './matrix.ts'
import type { Given } from './new-things.ts'
import { createPlace, type Place } from './place.ts'
import { type Answer, byToken, send } from './send.ts'

const database = openTestDatabase()
const services = new Services(testStack())
let api: ApiProcess
let ours: TestOrganisation
let place: Place
let callers: Callers

beforeAll(async () => {
  api = await services.startApi()
  await makeSchedules()
  ours = await createOrganisation(database)
  const theirs = await createOrganisation(database)
  place = await createPlace({ url: api.url, superuserUrl: testStack().superuserUrl }, await ours.addPerson('owner'))
  callers = await createCallers(api.url, place, { ours, theirs, superuserUrl: testStack().superuserUrl })
})
afterAll(async () => {
  await services.stop()
  await database.close()
})

const ids = Object.keys(operations) as OperationId[]

/** As a worker does; none runs here, so that nothing else happens. */
async function makeSchedules(): Promise<void> {
  const connection = await Connection.connect({ address: testStack().temporalAddress })
  await reconcileSchedules(new Client({ connection }))
  await connection.close()
}

/** Whoever is let in gets an answer, or is told that it does not fit; a 400 or 500 says that the call is wrong. */
function isLetIn(id: OperationId, { status, text }: Answer): boolean {
  if (status < 400 || status === 409 || status === 422) return true
  if (status === 401 || status === 403 || status === 404) return false
  throw new Error(`${id} answered ${status}: ${text}`)
}

async function ask(id: OperationId, name: CallerName, at = place): Promise<Answer> {
  const caller = callers[name]
  return send(api.url, id, await calls[id]({ place: at, organisation: ours, caller }), byToken(caller?.token))
}

test.each(ids)('%s', async (id) => {
  const told: Partial<Record<CallerName, boolean>> = {}
  for (const name of callerNames) told[name] = isLetIn(id, await ask(id, name))
  expect(told).toEqual(matrix[id])
})

const ofTheProject = ids.filter((id) => !matrix[id].stranger && !matrix[id].outsider && matrix[id].owner)

describe('what one may not see and what is not there look the same', () => {
  /** The same call about things that never were. */
  const absent = (given: Given): Given => ({
    ...given,
    params: Object.fromEntries(Object.entries(given.params ?? {}).map(([name]) => [name, randomUUID()])),
  })
  test.each(ofTheProject)('%s', async (id) => {
    // A token of projects is told that it is for none of what is not of projects.
    const tokens = isForProjectTokens(id) ? (['otherProjectToken'] as const) : []
    for (const name of ['stranger', 'outsider', ...tokens] as const) {
      const caller = callers[name]
      const given = await calls[id]({ place, organisation: ours, caller: null })
      const [other, never] = [
        await send(api.url, id, given, byToken(caller?.token)),
        await send(api.url, id, absent(given), byToken(caller?.token)),
      ]
      expect(other.status, name).toBe(404)
      const content = ({ text }: Answer) => ({ ...JSON.parse(text), instance: '' })
      expect([other.status, content(other)], name).toEqual([never.status, content(never)])
    }
  })
})

describe('of a project and a program that were deleted there is nothing for anybody', () => {
  let deleted: Place
  beforeAll(async () => {
    const maker = await ours.addPerson('owner')
    const made = await createPlace({ url: api.url, superuserUrl: testStack().superuserUrl }, maker)
    const client = clientOf(api.url, maker)
    await client.call('deleteProject', { params: { projectId: made.projectId } })
    await client.call('deleteProgram', { params: { programId: made.programId } })
    deleted = made
  })
  // These make something in the project for the call to be about, which cannot be made any more.
  const needsMore = new Set<OperationId>([
    ...(['deleteTask', 'deleteLink', 'deleteCalendar', 'deleteResource', 'deleteBaseline', 'createLink'] as const),
    ...(['getAssignment', 'patchAssignment', 'deleteAssignment', 'createAssignment'] as const),
    ...(['getComment', 'patchComment', 'deleteComment', 'patchSavedView', 'deleteSavedView'] as const),
    ...(['getChecklistItem', 'patchChecklistItem', 'deleteChecklistItem'] as const),
    ...(['undo', 'redo', 'deleteMember', 'deleteProjectTeam', 'deleteProject'] as const),
    ...(['deleteProgramMember', 'deleteProgramTeam', 'deleteProgram'] as const),
  ])
  test.each(ofTheProject.filter((id) => !needsMore.has(id)))('%s', async (id) => {
    expect((await ask(id, 'organisationOwner', deleted)).status).toBe(404)
  })
})
