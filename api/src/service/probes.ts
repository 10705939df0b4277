import { pingDatabase } from '@throughline/database'
import type { BucketStore } from '@throughline/platform'
import type { Router } from 'express'
import type { AppContext } from '../context.ts'

/** What the parts outside the context say of themselves. */
export interface Parts {
  gateway(): { listening: boolean } | undefined
}

const patience = 2_000
const freshness = 10_000
/** Anybody may ask whether we are ready; a bucket counts what it is asked. */
const bucketProbeAge = 10_000

/**
 * `/healthz`: the process answers. `/readyz`: it can serve, which needs the database only; without Temporal, edits are
 * still taken and their work waits, without LISTEN the sweep finds what is new, without the bucket of uploads only those are
 * refused. `/metrics`: for Prometheus.
 */
export function mountProbes(router: Router, context: AppContext, parts: Parts): void {
  const { current } = context.buckets
  const bucketAnswers = current ? bucketProbe(current) : undefined
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    const [own, files] = await Promise.all([check(context, parts), bucketAnswers?.()])
    const checks = { ...own, ...(files === undefined ? {} : { files: files ? 'ok' : 'unreachable' }) }
    const isReady = checks.database === 'ok'
    const isWhole = Object.values(checks).every((state) => state === 'ok')
    response.status(isReady ? 200 : 503).json({ status: isWhole ? 'ok' : isReady ? 'degraded' : 'failing', checks })
  })
  router.get('/metrics', async (_request, response) => {
    const { registry } = context.metrics
    response.type(registry.contentType).send(await registry.metrics())
  })
}

async function check({ database, temporal, dispatcher }: AppContext, { gateway }: Parts) {
  const [databaseAnswers, temporalAnswers] = await Promise.all([
    within(patience, pingDatabase(database)),
    temporal.isReachable(),
  ])
  const { lastRoundAt } = dispatcher
  return {
    database: databaseAnswers ? 'ok' : 'unreachable',
    temporal: temporalAnswers ? 'ok' : 'unreachable',
    gateway: gateway()?.listening ? 'ok' : 'sweeping only',
    dispatcher: lastRoundAt !== null && Date.now() - lastRoundAt < freshness ? 'ok' : 'waiting',
  }
}

function bucketProbe(bucket: BucketStore): () => Promise<boolean> {
  let known: { at: number; answers: Promise<boolean> } | undefined
  return () => {
    const now = Date.now()
    if (!known || now - known.at > bucketProbeAge)
      known = { at: now, answers: within(patience, bucket.reach(AbortSignal.timeout(patience))) }
    return known.answers
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const answered = work.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late]).finally(() => clearTimeout(timer))
}
