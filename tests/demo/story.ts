import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Client, createClient, createLiveConnection, type LiveConnection } from '@throughline/client'
import type { ImportJob, Plan } from '@throughline/contract'
import type { Progress } from '@throughline/deploy'
import { followStream } from '../harness/follow-stream.ts'
import { chooseEdit, type PlannedEdit } from './choose-edit.ts'
import { followImport } from './follow-import.ts'
import { findImportMail } from './mailbox.ts'
import { type MovedTask, movedDates } from './moved-dates.ts'
import type { Places } from './places.ts'
import { createSignedInFetch } from './signed-in-fetch.ts'
import { findWorkflow } from './temporal-workflow.ts'

const shownMoves = 8

interface Visit {
  client: Client
  live: LiveConnection
  signOut(): Promise<void>
}

/** The whole of it, step by step. Each step throws when what it waits for does not happen. */
export async function tellStory(file: string, places: Places, progress: Progress): Promise<void> {
  const visit = await progress.step(`Signing in at ${places.service}`, (say) => signIn(places, say))
  try {
    const job = await importFile(file, visit, progress)
    const plan = await readComputedPlan(visit.client, job, progress)
    await changeDuration(visit, plan, progress)
    await progress.step(`Finding the mail in the inbox at ${places.mailbox}`, async (say) => {
      const mail = await findImportMail(places, job)
      say(`"${mail.subject}" to ${places.email}, ${mail.messageId}`)
    })
    await findRuns(visit.client, job, plan.project.id, progress)
    progress.note(`  The project: ${places.service}/projects/${plan.project.id}`)
  } finally {
    await visit.signOut()
  }
}

async function signIn({ service, email, password }: Places, say: (detail: string) => void): Promise<Visit> {
  const person = createClient({ baseUrl: service, fetch: createSignedInFetch(service) })
  const session = await person.call('signIn', { body: { email, password } })
  const token = await person.call('createToken', { body: { name: 'demo', expiresInDays: 1 } })
  say(`${session.person.name}, ${session.organisation.name}`)
  const live = createLiveConnection({ url: service, token: token.secret })
  return {
    client: createClient({ baseUrl: service, token: token.secret }),
    live,
    async signOut() {
      live.close()
      await person.call('deleteToken', { params: { tokenId: token.id } })
      await person.call('signOut')
    },
  }
}

async function importFile(file: string, { client, live }: Visit, progress: Progress): Promise<ImportJob> {
  const fileName = basename(file)
  const body = new Uint8Array(await readFile(file))
  const accepted = await progress.step(`Uploading ${fileName}, ${body.length} bytes`, () =>
    client.call('createImport', { query: { fileName, mode: 'at-once' }, body }),
  )
  return progress.step('Importing, with progress over the socket', async (say) => {
    const { job, updates } = await followImport(live, accepted.id, (line) => progress.note(`  ${line}`))
    const warnings = job.warnings.length > 0 ? `, ${job.warnings.length} warnings` : ''
    say(`${job.rowsDone} rows, ${updates} updates${warnings}`)
    return job
  })
}

async function readComputedPlan(client: Client, job: ImportJob, progress: Progress): Promise<Plan> {
  return progress.step('Reading the computed plan', async (say) => {
    if (!job.projectId) throw new Error('The import ended without a project')
    const plan = await client.call('getPlan', { params: { projectId: job.projectId } })
    const { project, tasks, links } = plan
    if (project.computedRevision < project.inputRevision) throw new Error('The plan is not computed yet')
    const dateless = tasks.filter((task) => task.earlyStart === null || task.lateFinish === null)
    if (dateless.length > 0) throw new Error(`${dateless.length} tasks have no dates, such as "${dateless[0]?.name}"`)
    const critical = tasks.filter((task) => task.isCritical).length
    say(
      `${tasks.length} tasks (${critical} critical), ${links.length} links, ends ${project.finishesAt ?? 'at its start'}`,
    )
    return plan
  })
}

async function changeDuration({ client, live }: Visit, plan: Plan, progress: Progress): Promise<void> {
  const stream = await followStream(live, { kind: 'project', id: plan.project.id, since: plan.project.revision })
  try {
    const edit = await prepareEdit(client, plan, progress)
    const before = edit.plan
    const answer = await progress.step(`Changing the duration of "${edit.name}"`, async (say) => {
      const { taskId, durationMinutes } = edit
      const answered = await client.call('patchTask', {
        params: { taskId },
        body: { durationMinutes },
        ifMatch: before.project.revision,
      })
      say(
        `${edit.formerMinutes} to ${durationMinutes} minutes, revision ${answered.revision}, ${edit.successorCount} successors`,
      )
      return answered
    })
    await progress.step('Receiving the event with the moved dates', async (say) => {
      const event = await stream.waitFor('plan.computed', ({ payload }) => payload.inputRevision >= answer.revision)
      const delta =
        event.payload.delta ??
        (await client.call('getDelta', {
          params: { projectId: plan.project.id },
          query: { since: before.project.revision },
        }))
      const moves = movedDates(before, delta)
      if (moves.length === 0) throw new Error('The recompute ended, and no date moved')
      say(`revision ${event.revision}, ${moves.length} tasks moved, ends ${event.payload.finishesAt}`)
      for (const move of moves.slice(0, shownMoves)) progress.note(`  ${describeMove(move)}`)
    })
  } finally {
    stream.close()
  }
}

/** A file without any task that has a duration gets one first. */
async function prepareEdit(client: Client, plan: Plan, progress: Progress): Promise<PlannedEdit & { plan: Plan }> {
  const edit = chooseEdit(plan)
  if (edit) return { ...edit, plan }
  const params = { projectId: plan.project.id }
  return progress.step('Adding a task: the file holds none whose duration can change', async () => {
    const { revision } = await client.call('createTask', {
      params,
      body: { name: 'Added by the demo', durationMinutes: 480 },
    })
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const grown = await client.call('getPlan', { params })
      const chosen = grown.project.computedRevision >= revision ? chooseEdit(grown) : null
      if (chosen) return { ...chosen, plan: grown }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('The added task was not computed within 30 s')
  })
}

async function findRuns(client: Client, job: ImportJob, projectId: string, progress: Progress): Promise<void> {
  await progress.step('Finding the runs in Temporal', async (say) => {
    const { items } = await client.call('listRuns', { params: { projectId }, query: { limit: 10 } })
    const run = items[0]
    if (!run) throw new Error('The service tells of no recompute')
    for (const { workflowId, temporalUrl } of [job, run]) {
      if (!temporalUrl) throw new Error(`The service gives no link to ${workflowId} in Temporal`)
      const workflow = await findWorkflow(temporalUrl, workflowId)
      progress.note(`  ${workflow.type} ${workflowId}: ${workflow.status}`)
    }
    say(`${items.length} recomputes, newest took ${run.engineMilliseconds?.toFixed(1) ?? '?'} ms in the engine`)
  })
}

function describeMove({ name, before, after }: MovedTask): string {
  return `${name}: ${before.start} – ${before.finish} is now ${after.start} – ${after.finish}`
}
