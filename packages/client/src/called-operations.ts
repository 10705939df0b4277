import {
  type Method,
  type Operation,
  type OperationId,
  operations,
  type Shape,
  shapeOf,
  streamEvent,
} from '@throughline/contract'

/**
 * What calling an operation needs to know of it. Plain data: the web client has this module made when it is built
 * (web/build/called-operations.config.ts), so that it loads neither the schemas nor what reads them.
 */
export interface CalledOperation {
  readonly method: Method
  readonly path: string
  readonly upload: boolean
  readonly file: readonly string[] | null
  readonly response: Shape
  readonly dryRun: Shape
}

export const calledOperations = Object.fromEntries(
  Object.entries(operations as Readonly<Record<string, Operation>>).map(([id, operation]) => [id, calledBy(operation)]),
) as Readonly<Record<OperationId, CalledOperation>>

function calledBy({ method, path, upload, file, response, dryRun }: Operation): CalledOperation {
  const shapes = { response: response ? shapeOf(response) : null, dryRun: dryRun ? shapeOf(dryRun) : null }
  return { method, path, upload: upload ?? false, file: file ?? null, ...shapes }
}

export const eventShape: Shape = shapeOf(streamEvent)
