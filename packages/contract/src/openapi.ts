import { z } from 'zod'
import {
  type CreateDocumentOptions,
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { streamEvent } from './events.ts'
import { idempotencyKey, ifMatch, ifNoneMatch } from './headers.ts'
import { describeRight, operationRights } from './operation-rights.ts'
import { type OperationId, operations } from './operations/index.ts'
import type { Operation } from './operations/operation.ts'
import { id, page } from './primitives.ts'
import { type ProblemType, problem, problemTypes } from './problems.ts'
import type { Rows } from './rows-query.ts'

const always: readonly ProblemType[] = [
  'bad-request',
  'request-timeout',
  'too-many-requests',
  'head-too-large',
  'internal',
  'unavailable',
]
/** Of what changes something and takes an Idempotency-Key. */
const ofChanges: readonly ProblemType[] = ['request-running', 'conflict', 'key-reused']
const ofBodies: readonly ProblemType[] = ['too-large', 'unsupported-media-type']

function problemsOf({ auth, isFromAnywhere, method, body, upload, problems = [] }: Operation): ProblemType[] {
  const signedIn: readonly ProblemType[] =
    auth === 'none' ? (isFromAnywhere ? [] : ['forbidden']) : ['unauthenticated', 'organisation-suspended']
  const changing = method === 'get' || auth === 'none' ? [] : [...ofChanges, 'forbidden' as const]
  return [...new Set([...always, ...signedIn, ...changing, ...(body || upload ? ofBodies : []), ...problems])]
}

/** Statuses that say when to try again. */
const retried = new Set<number>([problemTypes['too-many-requests'].status, problemTypes.unavailable.status])
const retryAfter = {
  description: 'Seconds to wait before the next try',
  required: true,
  schema: { type: 'integer' as const, minimum: 1 },
}

function responsesOf(operation: Operation) {
  const types = problemsOf(operation)
  const statuses = new Set(types.map((type) => problemTypes[type].status))
  const refusals = [...statuses].map((status) => {
    const titles = types.filter((type) => problemTypes[type].status === status)
    const description = titles.map((type) => problemTypes[type].title).join('; ')
    const headers = retried.has(status) ? { headers: { 'Retry-After': retryAfter } } : {}
    return [String(status), { description, ...headers, content: { 'application/problem+json': { schema: problem } } }]
  })
  const success = successOf(operation)
  const tried = operation.dryRun
    ? { 200: answerOf('With `dry_run=true`: what it would do; nothing is done', operation.dryRun) }
    : {}
  const links = linksOf(operation)
  const same = operation.ifNoneMatch ? { 304: { description: 'As you have it' } } : {}
  return {
    ...tried,
    ...same,
    [String(operation.status)]: { ...success, ...(links ? { links } : {}) },
    ...Object.fromEntries(refusals),
  }
}

function successOf({ file, events, rows, response, status }: Operation) {
  if (file) return fileOf(file)
  if (events) return eventStream
  if (status === 303) return ledOn
  if (!response) return { description: 'Done' }
  return answerOf('Done', rows ? sparsePage(rows) : response)
}

const eventStream = {
  description: 'Each event has this as data',
  content: { 'text/event-stream': { schema: z.string() } },
}
const ledOn = {
  description: 'Led on',
  headers: { Location: { required: true, schema: { type: 'string' as const } } },
}

/** How to go on from an answer: an operation, and where its parameters are. */
function linksOf({ links }: Operation) {
  if (!links) return undefined
  const named = Object.entries(links).map(([operationId, parameters]) => [operationId, { operationId, parameters }])
  return Object.fromEntries(named) as Record<string, { operationId: string; parameters: Record<string, string> }>
}

/** With `fields`, a row has no more than those. */
const sparsePage = ({ key, item }: Rows) => page(item.partial().extend({ [key]: item.shape[key] ?? id }))

const answerOf = (description: string, schema: z.ZodType) => ({
  description,
  content: { 'application/json': { schema } },
})

const bytes = z.string().meta({ format: 'binary' })
const anyJson = z.record(z.string(), z.unknown())

const fileOf = (types: readonly string[]) => ({
  description: 'The file, as an attachment',
  headers: { 'Content-Disposition': { description: 'The name of the file', schema: { type: 'string' as const } } },
  content: Object.fromEntries(types.map((type) => [type, { schema: type === 'application/json' ? anyJson : bytes }])),
})

function headersOf(operation: Operation) {
  const isRead = operation.method === 'get' || operation.auth === 'none'
  return z.object({
    ...(operation.ifMatch ? { 'If-Match': ifMatch.optional() } : {}),
    ...(operation.ifNoneMatch ? { 'If-None-Match': ifNoneMatch.optional() } : {}),
    ...(isRead ? {} : { 'Idempotency-Key': idempotencyKey.optional() }),
  })
}

function bodyOf(operation: Operation) {
  if (operation.upload) {
    return { required: true, content: { 'application/octet-stream': { schema: bytes.min(1) } } }
  }
  return operation.body ? { required: true, content: { 'application/json': { schema: operation.body } } } : null
}

function describe(operationId: OperationId, operation: Operation): ZodOpenApiOperationObject {
  const body = bodyOf(operation)
  return {
    operationId,
    summary: operation.summary,
    description: describeRight(operationId),
    'x-throughline-right': operationRights[operationId],
    tags: [operation.tag],
    ...(operation.auth === 'none' ? { security: [] } : {}),
    requestParams: {
      ...(operation.params ? { path: operation.params } : {}),
      ...(operation.query ? { query: operation.query } : {}),
      header: headersOf(operation),
    },
    ...(body ? { requestBody: body } : {}),
    responses: responsesOf(operation),
  } as ZodOpenApiOperationObject
}

/** Fields of answers that have a default are left out while they hold it (ADR 25). */
const options: CreateDocumentOptions = {
  override({ jsonSchema, zodSchema, io }) {
    if (io !== 'output' || !jsonSchema.required || !(zodSchema instanceof z.ZodObject)) return
    const { shape } = zodSchema
    jsonSchema.required = jsonSchema.required.filter((name) => !(shape[name] instanceof z.ZodDefault))
  },
}

/** OpenAPI 3.1 of every operation, made from the schemas that validate. */
export function createOpenApiDocument(version: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const [operationId, operation] of Object.entries(operations) as [OperationId, Operation][]) {
    const path = `/api/v1${operation.path.replace(/:(\w+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method]: describe(operationId, operation) }
  }
  const document: ZodOpenApiObject = {
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version,
      description:
        'Plans that are durable, explained and live. Live events come over Socket.IO; `StreamEvent` is their shape.',
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { token: [] }],
    paths: paths as ZodOpenApiPathsObject,
    components: {
      schemas: { StreamEvent: streamEvent },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'throughline_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
  return createDocument(document, options)
}
