import { type Operation, type OperationId, operations, ProblemError } from '@throughline/contract'
import express, { type RequestHandler, type Router } from 'express'
import type { AppContext } from './context.ts'
import { serveFile } from './exports/serve-file.ts'
import type { Handler, Handlers, PublicHandler } from './http/call.ts'
import { refuseOtherMethods } from './http/error-handler.ts'
import { admit, serve, servePublic } from './http/serve.ts'
import { holdBack, tellEvents } from './runs/wait-for-run.ts'

const json = 'application/json'

/** A body of another type is refused before it is read. */
const requireJson: RequestHandler = (request, _response, next) => {
  const isEmpty = request.get('Content-Length') === '0'
  if (!isEmpty && request.is(json) === false)
    throw new ProblemError('unsupported-media-type', { detail: `Send ${json}.` })
  next()
}

const parseJson = ({ body, bodyMegabytes = 1 }: Operation) =>
  body ? [requireJson, express.json({ limit: `${bodyMegabytes}mb`, strict: false })] : []

/** Mounts every operation of the contract; an address that has some methods refuses the others. */
export function mountOperations(router: Router, context: AppContext, handlers: Handlers): void {
  const methods = new Map<string, string[]>()
  for (const [id, operation] of Object.entries(operations) as [OperationId, Operation][]) {
    mount(router, context, id, operation, handlers)
    methods.set(operation.path, [...(methods.get(operation.path) ?? []), operation.method.toUpperCase()])
  }
  for (const [path, known] of methods) router.all(path, refuseOtherMethods(known))
}

function mount(router: Router, context: AppContext, id: OperationId, operation: Operation, handlers: Handlers): void {
  const handler = (handlers as Partial<Record<OperationId, unknown>>)[id]
  const serving =
    operation.file !== undefined
      ? serveFile(context, id, operation)
      : operation.events !== undefined
        ? tellEvents(context, operation)
        : operation.auth === 'none'
          ? servePublic(context, id, operation, handler as PublicHandler<OperationId>)
          : serve(context, id, operation, handler as Handler<OperationId> | undefined)
  const waiting = operation.waits ? [holdBack(context, operation)] : []
  const steps = [admit(context, id, operation), ...parseJson(operation), ...waiting, serving]
  router[operation.method](operation.path, ...steps)
}
