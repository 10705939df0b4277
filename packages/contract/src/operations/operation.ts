import type { z } from 'zod'
import type { ProblemType } from '../problems.ts'
import type { Rows } from '../rows-query.ts'

/** What an uploaded file may have, and one that is fetched. */
export const usualUploadMegabytes = 100

export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete'

/**
 * One REST operation: what validates it, documents it and types its handler and its caller.
 * `path` is relative to `/api/v1`, with Express parameters (`/tasks/:taskId`).
 */
export interface Operation {
  readonly method: Method
  readonly path: string
  readonly summary: string
  readonly tag: string
  /** `none` answers without credentials. */
  readonly auth?: 'none'
  /** Pages and programs of others may send it, whatever their origin: it heeds no cookie and sets none. */
  readonly isFromAnywhere?: true
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** What a body may have; 1 when left out. */
  readonly bodyMegabytes?: number
  /** The body is a file, streamed as it comes. */
  readonly upload?: true
  /** What an upload may have; `usualUploadMegabytes` when left out. */
  readonly uploadMegabytes?: number
  /** Takes part in conflict checks: `If-Match: "<revision>"`. */
  readonly ifMatch?: true
  /** The whole answer goes by its revision: `If-None-Match` is answered by 304 where it is the same still. */
  readonly ifNoneMatch?: true
  /** What `?dry_run=true` answers, with 200: the operation does everything but commit. */
  readonly dryRun?: z.ZodType
  /** 303: the answer leads a browser on, to the address that it names in `Location`. */
  readonly status: 200 | 201 | 202 | 204 | 303
  readonly response?: z.ZodType
  /** The answer is a list of these rows: handlers give all of them, in their own order. */
  readonly rows?: Rows
  /** The answer is a file of one of these types instead, streamed as it is made. */
  readonly file?: readonly string[]
  /** The answer is a stream of server-sent events instead, each with this as data. */
  readonly events?: z.ZodType
  /** `?wait=` holds the answer back until what is asked for has changed. */
  readonly waits?: true
  readonly problems?: readonly ProblemType[]
  /** What can be asked next, by operation: its parameters as runtime expressions of OpenAPI, such as `$response.body#/id`. */
  readonly links?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** Keeps the literal types of an operation while checking its shape. */
export const operation = <const Definition extends Operation>(definition: Definition): Definition => definition

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined

export type ParamsOf<Op extends Operation> = Parsed<Op['params']>
export type QueryOf<Op extends Operation> = Parsed<Op['query']>
export type BodyOf<Op extends Operation> = Parsed<Op['body']>
export type ResponseOf<Op extends Operation> = Parsed<Op['response']>
/** As it may be sent: a field that has a default may be missing. */
export type SentOf<Op extends Operation> = Given<Op['response']>
/** What a handler gives: of a list of rows, all of them. */
export type HandledOf<Op extends Operation> = Op extends { rows: Rows }
  ? Pick<SentOf<Op> & object, 'items' & keyof SentOf<Op>>
  : SentOf<Op>
export type DryRunOf<Op extends Operation> = Parsed<Op['dryRun']>
export type GivenParams<Op extends Operation> = Given<Op['params']>
export type GivenQuery<Op extends Operation> = Given<Op['query']>
export type GivenBody<Op extends Operation> = Given<Op['body']>
