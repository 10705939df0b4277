import {
  ifNoneMatch,
  isForClosedOrganisations,
  type Operation,
  type OperationId,
  ProblemError,
  thinned,
} from '@throughline/contract'
import { type Tenant, type Transaction, withTransaction } from '@throughline/database'
import { type Actor, type Principal, tenantOf } from '@throughline/domain'
import { faultPoint } from '@throughline/platform'
import type { Request, RequestHandler, Response } from 'express'
import type { ComputeRequest } from '../compute/compute-thread.ts'
import { computedAnswerOf } from '../compute/computed-answers.ts'
import type { AppContext } from '../context.ts'
import { createUpload, type Upload } from '../imports/upload.ts'
import { Afterwards } from './afterwards.ts'
import { actAs, addressOf, authenticate, requireTrustedOrigin } from './authenticate.ts'
import type { Call, Handler, PublicHandler, Reply } from './call.ts'
import { callerOf } from './caller.ts'
import { type Answer, answerOnce, hashOf, readIdempotencyKey } from './idempotency.ts'
import { etagOf, isKnown, readIfMatch } from './if-match.ts'
import { type Page, pageRows, pickFields, type Row } from './page-rows.ts'
import { parseInput, readHeader } from './parse-input.ts'
import { PreparedJson, sendPrepared } from './prepared-json.ts'
import { tellLimit } from './rate-limit-headers.ts'
import { sendJson } from './send-json.ts'
import { requireTokenRight } from './token-rights.ts'

/** Marks the request with its operation and its caller, for limits, log and metrics. */
export function admit(context: AppContext, id: OperationId, operation: Operation): RequestHandler {
  return async (request, response, next) => {
    response.locals.operation = id
    response.locals.projectId = request.params.projectId
    refuseSecretsInAddress(request)
    if (operation.auth === 'none') await admitAnyone(context, operation, request, response)
    else {
      // What was uploaded can be read once, so that there is no second try.
      const principal = await authenticate(context, request, response, { anew: operation.upload ?? false })
      requireTokenRight(principal, id)
      response.locals.principal = principal
    }
    next()
  }
}

/** Addresses end up in histories, logs and Referer headers. */
function refuseSecretsInAddress({ query }: Request): void {
  if ('token' in query || 'access_token' in query)
    throw new ProblemError('unauthenticated', { detail: 'A token goes into the header Authorization: Bearer.' })
}

async function admitAnyone(context: AppContext, { isFromAnywhere }: Operation, request: Request, response: Response) {
  tellLimit(response, await context.limits.countAnonymous(addressOf(request)))
  if (request.headers.origin !== undefined && !isFromAnywhere) requireTrustedOrigin(context, request)
}

export function servePublic(
  context: AppContext,
  id: OperationId,
  operation: Operation,
  handler: PublicHandler<OperationId>,
) {
  return async (request: Request, response: Response) => {
    const input = await parseInput(operation, request)
    const reply: Reply = {}
    const { cookie: cookies } = request.headers
    const call = { context, ...input, reply, caller: callerOf(request, id), cookies } as Parameters<typeof handler>[0]
    const body = await handler(call)
    await send(request, response, { status: operation.status, headers: {}, body }, reply)
  }
}

/**
 * Serves an operation in one transaction of the caller's organisation; changing ones once for each Idempotency-Key. What
 * has to be computed, dry runs as well, a thread answers: nothing of that is committed, kept or told. An operation without
 * handler is always of that kind.
 */
export function serve(context: AppContext, id: OperationId, operation: Operation, handler?: Handler<OperationId>) {
  return async (request: Request, response: Response) => {
    const { principal } = response.locals as { principal: Principal }
    const input = await parseInput(operation, request)
    const known = operation.ifNoneMatch
      ? readHeader('If-None-Match', ifNoneMatch, request.get('If-None-Match'))
      : undefined
    const ifMatch = operation.ifMatch ? readIfMatch(request.get('If-Match')) : undefined
    if (!handler || computedAnswerOf(id, input.query)) {
      const ask = (by: Principal) => answerByThread(context, by, { id, ...input, ifMatch })
      const told = await actAs(context, request, principal, ask)
      return send(request, response, unlessKnown(known, told), {})
    }
    const changes = operation.method !== 'get'
    const key = changes ? readIdempotencyKey(request.get('Idempotency-Key')) : undefined
    const upload = createUpload(request, operation.uploadMegabytes)
    const reply: Reply = {}

    const callIn = (transaction: Transaction, principal: Principal): unknown => ({
      ...{ context, transaction, actor: actorOf(principal), principal, ifMatch, reply, upload },
      cookies: request.headers.cookie,
      ...input,
    })
    const answerIn = async (transaction: Transaction, principal: Principal): Promise<Answer> => {
      const handled = await handler(callIn(transaction, principal) as Call<OperationId>)
      const body = present(operation, input.query, handled)
      const etag = etagOf(body)
      const headers: Record<string, string> = etag ? { ETag: etag } : {}
      return {
        status: operation.status,
        headers,
        body,
        holdsSecret: reply.holdsSecret === true || body instanceof Afterwards,
      }
    }
    const tenantFor = (principal: Principal): Tenant => ({
      ...tenantOf(principal),
      mayBeClosed: isForClosedOrganisations(id),
      ...(changes ? { caller: callerOf(request, id, principal) } : {}),
    })
    const act = (principal: Principal): Promise<Answer> =>
      withTransaction(context.database, tenantFor(principal), async (transaction) => {
        const result =
          key === undefined
            ? await answerIn(transaction, principal)
            : await answerOnce(
                transaction,
                { ...actorOf(principal), key },
                () => hashRequest(context, operation, request, upload),
                () => answerIn(transaction, principal),
              )
        if (changes) await faultPoint('edit:before-commit')
        return result
      })

    const answer = await (operation.upload ? act(principal) : actAs(context, request, principal, act))
    response.locals.projectId ??= projectOf(answer.body)
    if (changes) await afterCommit(context)
    const told =
      answer.body instanceof Afterwards
        ? { ...answer, body: present(operation, input.query, await answer.body.make()) }
        : answer
    await send(request, response, unlessKnown(known, told), reply)
    if (changes) await faultPoint('edit:after-reply')
  }
}

/** The page and the fields that are asked for, without what goes without saying; what is JSON already was made so. */
function present({ response, rows }: Operation, query: unknown, handled: unknown): unknown {
  if (!response || handled === undefined || handled instanceof PreparedJson || handled instanceof Afterwards)
    return handled
  if (!rows) return thinned(response, handled)
  const asked = query as { fields?: readonly string[] }
  const page = thinned(response, pageRows(rows.key, (handled as { items: Row[] }).items, asked)) as Page
  return asked.fields ? { ...page, items: page.items.map(pickFields(rows.key, asked.fields)) } : page
}

/** Nothing but 304 where the caller has it already. */
const unlessKnown = (known: string | undefined, answer: Answer): Answer =>
  isKnown(known, answer.headers.ETag) ? { ...answer, status: 304, body: undefined } : answer

async function answerByThread(
  { compute }: AppContext,
  by: Principal,
  asked: Omit<ComputeRequest, 'tenant' | 'actor'>,
): Promise<Answer> {
  const { json, etag } = await compute.answer({ ...asked, tenant: tenantOf(by), actor: actorOf(by) })
  return { status: 200, headers: etag ? { ETag: etag } : {}, body: new PreparedJson([json]) }
}

/** The work request is committed: a process that ends here loses nothing, the sweep of another finds it. */
async function afterCommit(context: AppContext): Promise<void> {
  await faultPoint('edit:after-commit')
  context.dispatcher.wake()
}

/** The project of a change set, for the log: routes of single rows do not name it. */
const projectOf = (body: unknown): string | undefined =>
  (body as { changeSet?: { projectId?: string } } | null | undefined)?.changeSet?.projectId

export const actorOf = ({ organisationId, personId, organisationRole }: Principal): Actor => ({
  organisationId,
  personId,
  organisationRole,
})

async function hashRequest(context: AppContext, operation: Operation, request: Request, upload: Upload) {
  const body = operation.upload ? (await upload.finish()).toString('hex') : JSON.stringify(request.body ?? null)
  return hashOf(context.settings.api.sessionSecret, request.method, request.originalUrl, body)
}

async function send(
  request: Request,
  response: Response,
  { status, headers, body }: Answer,
  { cookie, location }: Reply,
) {
  response.status(status).set(headers)
  if (location) response.set('Location', location)
  if (cookie) response.set('Set-Cookie', cookie)
  if (body === undefined || body === null) response.end()
  else if (body instanceof PreparedJson) await sendPrepared(request, response, body)
  else await sendJson(request, response, body)
}
