import {
  type AnyRun,
  ifNoneMatch,
  isEndedRun,
  type Operation,
  ProblemError,
  type RunScope,
  type runWait,
} from '@throughline/contract'
import { withTransaction } from '@throughline/database'
import { getScopedRun, type Principal, tenantOf } from '@throughline/domain'
import type { Request, RequestHandler, Response } from 'express'
import type { z } from 'zod'
import type { AppContext } from '../context.ts'
import { actAs } from '../http/authenticate.ts'
import { parseInput, readHeader } from '../http/parse-input.ts'
import { actorOf } from '../http/serve.ts'
import { runActorOf, runAddresses } from './handlers.ts'

/** What no notice told of is looked for so often; a role that was lost as well. */
const lookAgainEvery = 2_000
/** So that proxies keep the connection. */
const heartbeatEvery = 15_000
/** Who takes nothing has so much waiting for them at most. */
const mostUnsent = 64 * 1_024

interface AskedRun {
  runId: string
  scope?: RunScope
}

const askedRun = ({ params, query }: { params: unknown; query: unknown }): AskedRun => ({
  runId: (params as AskedRun).runId,
  scope: (query as AskedRun).scope,
})

/** In a transaction of its own, by a credential that still holds. Throws `not-found` and `unauthenticated`. */
const readRun = (context: AppContext, request: Request, principal: Principal, asked: AskedRun): Promise<AnyRun> =>
  actAs(context, request, principal, (by) =>
    withTransaction(context.database, { ...tenantOf(by), mayBeClosed: true }, (transaction) =>
      getScopedRun(transaction, runActorOf(actorOf(by), by), asked, runAddresses(context)),
    ),
  )

/** Opens a watch that ends with the request, one of a few that a person has at once. */
function openWatch(context: AppContext, response: Response, principal: Principal, runId: string) {
  const release = context.limits.takeWatch(principal.personId)
  const watch = context.runWatches.open(runId, principal)
  response.once('close', () => watch.close())
  return {
    watch,
    end() {
      watch.close()
      release()
    },
  }
}

/** Holds the request back until the run has another revision than the caller knows, has ended, or the time is over. */
export function holdBack(context: AppContext, operation: Operation): RequestHandler {
  return async (request, response, next) => {
    const { principal } = response.locals as { principal: Principal }
    const { params, query } = await parseInput(operation, request)
    const { wait, since } = query as z.output<typeof runWait>
    if (wait > 0) {
      const asked = askedRun({ params, query })
      const { watch, end } = openWatch(context, response, principal, asked.runId)
      try {
        const deadline = Date.now() + wait * 1_000
        const read = () => readRun(context, request, principal, asked)
        let run = await read()
        const known = since ?? revisionOf(request) ?? run.revision
        while (run.revision === known && !isEndedRun(run) && !watch.isClosed && Date.now() < deadline) {
          await watch.next(Math.min(lookAgainEvery, deadline - Date.now()))
          run = await read()
        }
      } finally {
        end()
      }
    }
    if (!response.closed) next()
  }
}

/** Of `If-None-Match`. */
const revisionOf = (request: Request): number | undefined =>
  numberIn(readHeader('If-None-Match', ifNoneMatch, request.get('If-None-Match')), /"(\d+)"/)

function numberIn(text: string | undefined, pattern: RegExp): number | undefined {
  const found = pattern.exec(text ?? '')
  return found ? Number(found[1]) : undefined
}

/** Tells a run as server-sent events, each time it has changed, until it has ended. */
export function tellEvents(context: AppContext, operation: Operation): RequestHandler {
  return async (request, response) => {
    const { principal } = response.locals as { principal: Principal }
    const { params, query } = await parseInput(operation, request)
    const asked = askedRun({ params, query })
    const { watch, end } = openWatch(context, response, principal, asked.runId)
    const read = () => readRun(context, request, principal, asked)
    try {
      let run = await read()
      // Who connects again says by a header what came last.
      let told = (query as { since?: number }).since ?? numberIn(request.get('Last-Event-ID'), /^(\d+)$/)
      let saidAt = Date.now()
      response.status(200).set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
      response.flushHeaders()
      for (;;) {
        const isNew = run.revision !== told
        if (isNew || Date.now() - saidAt >= heartbeatEvery) {
          response.write(isNew ? eventOf('run', run, run.revision) : ': waits\n\n')
          saidAt = Date.now()
        }
        told = run.revision
        if (isEndedRun(run) || watch.isClosed || response.writableLength > mostUnsent) break
        await watch.next(lookAgainEvery)
        run = await read()
      }
    } catch (error) {
      if (!response.headersSent || !(error instanceof ProblemError)) throw error
      response.write(eventOf('refused', error.toProblem()))
    } finally {
      end()
      if (response.headersSent) response.end()
    }
  }
}

const eventOf = (type: string, data: unknown, id?: number): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`
