import type {
  DryRunId,
  DryRunOf,
  EventsId,
  FileId,
  GivenBody,
  GivenParams,
  GivenQuery,
  Operation,
  OperationId,
  Operations,
  QueryOf,
  ResponseOf,
} from '@throughline/contract'

/** A query as a program gives it: optional where a default stands, else of the type that validation gives. */
type Query<Op extends Operation> = {
  [Key in keyof GivenQuery<Op>]: Key extends keyof QueryOf<Op> ? QueryOf<Op>[Key] : never
}

type Given<Name extends string, Value> = [Value] extends [undefined]
  ? unknown
  : Record<never, never> extends Value
    ? { [Key in Name]?: Value }
    : { [Key in Name]: Value }

type UploadOf<Op extends Operation> = Op extends { upload: true } ? UploadBody : GivenBody<Op>

export type UploadBody = Blob | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>

export interface CallOptions {
  /** The revision that the caller saw; sent as `If-Match`. */
  ifMatch?: number
  /** Left out, every changing call gets a new one. */
  idempotencyKey?: string
  signal?: AbortSignal
}

export type CallInput<Id extends OperationId> = Given<'params', GivenParams<Operations[Id]>> &
  Given<'query', GivenQuery<Operations[Id]> extends undefined ? undefined : Query<Operations[Id]>> &
  Given<'body', UploadOf<Operations[Id]>> &
  CallOptions

export type CallArguments<Id extends OperationId> =
  Record<never, never> extends CallInput<Id> ? [input?: CallInput<Id>] : [input: CallInput<Id>]

/** Operations that answer with what they say, and not with a file or a stream. */
export type CalledId = Exclude<OperationId, FileId | EventsId>

export type CallResult<Id extends OperationId> = ResponseOf<Operations[Id]>

export type DryRunResult<Id extends DryRunId> = DryRunOf<Operations[Id]>
