import { randomUUID } from 'node:crypto'
import type { Client } from '@throughline/client'
import pg from 'pg'
import type { TestPerson } from '../harness/index.ts'
import { clientOf } from '../harness/service/index.ts'
import { makeMspdi } from '../integration/mspdi.ts'
import { createSmallPlan } from '../integration/support.ts'

/** A project with one of everything that an operation can be about, and who made it. */
export interface Place {
  client: Client
  organisationId: string
  projectId: string
  taskId: string
  otherTaskId: string
  linkId: string
  calendarId: string
  resourceId: string
  baselineId: string
  changeSetId: string
  runId: string
  endedRunId: string
  importId: string
  /** Which the project is in. */
  programId: string
}

export async function createPlace(api: { url: string; superuserUrl: string }, maker: TestPerson): Promise<Place> {
  const client = clientOf(api.url, maker)
  const { organisationId } = maker
  const { project, first, second } = await createSmallPlan(client)
  const params = { projectId: project.id }
  const [link] = (await client.call('listLinks', { params })).items
  const baseline = await client.call('createBaseline', { params, body: { name: 'Agreed' } })
  const resource = await client.call('createResource', { params, body: { name: 'Crane' } })
  const { id: programId } = await client.call('createProgram', { body: { name: 'Harbour' } })
  await client.call('setProjectProgram', { params, body: { programId } })
  return {
    client,
    organisationId,
    projectId: project.id,
    taskId: first,
    otherTaskId: second,
    linkId: link?.id ?? '',
    calendarId: project.calendarId,
    resourceId: resource.created[0] ?? '',
    baselineId: baseline.created[0] ?? '',
    changeSetId: resource.changeSet.id,
    runId: await insertRun(api.superuserUrl, organisationId, project.id, 'running'),
    endedRunId: await insertRun(api.superuserUrl, organisationId, project.id, 'completed'),
    importId: await uploadImport({ url: api.url, token: maker.token }),
    programId,
  }
}

/** A recompute that nobody has to wait for. */
async function insertRun(
  superuserUrl: string,
  organisationId: string,
  projectId: string,
  state: 'running' | 'completed',
): Promise<string> {
  const id = randomUUID()
  await execute(
    superuserUrl,
    `insert into recompute_run (id, organisation_id, project_id, number, state, input_revision, workflow_id, workflow_run_id, activity_id)
     values ($1, $2, $3, (select count(*) + 1 from recompute_run where project_id = $3), $4, 1, 'recompute', 'run', '1')`,
    [id, organisationId, projectId, state],
  )
  return id
}

/** An import that nobody reads, of whoever asks. */
export async function uploadImport({ url, token }: { url: string; token: string }): Promise<string> {
  const response = await fetch(`${url}/api/v1/imports?fileName=plan.xml`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: makeMspdi(2),
  })
  const { id } = (await response.json()) as { id: string }
  return id
}

export async function execute(superuserUrl: string, text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(text, values)
  } finally {
    await client.end()
  }
}
