import { setTimeout as sleep } from 'node:timers/promises'
import { connectToParent } from './child.ts'
import type { RequestOrder, RequestResult } from './messages.ts'
import { chooseRequest, createPicker, type LoadRequest } from './mix.ts'
import { createSender } from './send.ts'

/**
 * The requests, by a fixed schedule: each is due at its time whether those before it were answered or not, and its latency
 * counts from then.
 */
const mostErrors = 20
const patience = 30_000

const parent = await connectToParent<RequestOrder, RequestResult>()
const { urls, projects, seconds, rate } = parent.order
const pick = createPicker(20_260_302)
const send = createSender(urls)
const told: RequestResult = { latencies: {}, errors: [], errorCount: 0, acknowledged: {}, lateness: [], seconds: 0 }
let underWay = 0

async function run(request: LoadRequest, due: number): Promise<void> {
  underWay++
  try {
    const { status, etag, detail } = await send(request)
    const times = told.latencies[request.operation] ?? []
    told.latencies[request.operation] = times
    times.push(performance.now() - due)
    if (status >= 400) fail(request, status, detail)
    else if (request.editOf) acknowledge(request.editOf, etag)
  } catch (error) {
    fail(request, 0, error instanceof Error ? error.message : String(error))
  } finally {
    underWay--
  }
}

function fail({ operation }: LoadRequest, status: number, detail: string): void {
  told.errorCount++
  if (told.errors.length < mostErrors) told.errors.push({ operation, status, detail: detail.slice(0, 300) })
}

function acknowledge(projectId: string, etag: string | undefined): void {
  const revisions = told.acknowledged[projectId] ?? []
  told.acknowledged[projectId] = revisions
  const revision = Number(etag?.replaceAll('"', ''))
  revisions.push(revision)
  const project = projects.find(({ id }) => id === projectId)
  if (project) project.revision = Math.max(project.revision, revision)
}

parent.ready()
const total = Math.round(seconds * rate)
const begin = performance.now()
let worst = 0
for (let index = 0; index < total; ) {
  const now = performance.now()
  const dueBy = Math.min(total, Math.floor(((now - begin) / 1_000) * rate) + 1)
  for (; index < dueBy; index++) {
    const due = begin + (index * 1_000) / rate
    worst = Math.max(worst, now - due)
    void run(chooseRequest(index, projects, pick), due)
    if ((index + 1) % Math.max(1, Math.round(rate)) === 0) {
      told.lateness.push(worst)
      worst = 0
    }
    if ((index + 1) % Math.round(rate * 10) === 0)
      parent.progress(
        `${Math.round(index / rate)} s: ${index + 1} requests, ${underWay} under way, ${told.errorCount} errors`,
      )
  }
  if (index < total) await sleep(Math.max(1, begin + (index * 1_000) / rate - performance.now()))
}
for (const deadline = Date.now() + patience; underWay > 0 && Date.now() < deadline; ) await sleep(20)
for (; underWay > 0; underWay--) fail({ operation: 'any', method: 'GET', path: '', token: '' }, 0, 'no answer in 30 s')
told.seconds = (performance.now() - begin) / 1_000
await parent.ended
await parent.done(told)
process.exit(0)
