import type {
  BodyOf,
  EventsId,
  FileId,
  HandledOf,
  OperationId,
  Operations,
  ParamsOf,
  QueryOf,
} from '@throughline/contract'
import type { Caller, Transaction } from '@throughline/database'
import type { Actor, Principal } from '@throughline/domain'
import type { AppContext } from '../context.ts'
import type { Upload } from '../imports/upload.ts'
import type { Afterwards } from './afterwards.ts'
import type { PreparedJson } from './prepared-json.ts'

/** What an answer has beside its body. */
export interface Reply {
  cookie?: string | string[]
  /** Where a browser is led on to, by an operation that does. */
  location?: string
  /** The body is told once and never kept for a replay. */
  holdsSecret?: boolean
}

interface Given<Id extends OperationId> {
  readonly context: AppContext
  readonly params: ParamsOf<Operations[Id]>
  readonly query: QueryOf<Operations[Id]>
  readonly body: BodyOf<Operations[Id]>
  readonly reply: Reply
  /** The header. */
  readonly cookies: string | undefined
}

/** One call of an operation: parsed, authenticated, inside the transaction that commits when the handler is done. */
export interface Call<Id extends OperationId> extends Given<Id> {
  readonly transaction: Transaction
  readonly actor: Actor
  readonly principal: Principal
  /** The revision that the caller saw. */
  readonly ifMatch: number | undefined
  readonly upload: Upload
}

/** A call of an operation that needs no credentials; it opens its transactions itself. */
export interface PublicCall<Id extends OperationId> extends Given<Id> {
  readonly caller: Caller
}

type Answered<Id extends OperationId> =
  HandledOf<Operations[Id]> extends undefined
    ? Promise<void>
    : Promise<
        HandledOf<Operations[Id]> | PreparedJson<HandledOf<Operations[Id]>> | Afterwards<HandledOf<Operations[Id]>>
      >
export type Handler<Id extends OperationId> = (call: Call<Id>) => Answered<Id>
export type PublicHandler<Id extends OperationId> = (call: PublicCall<Id>) => Answered<Id>

type HandlerOf<Id extends OperationId> = Operations[Id] extends { auth: 'none' } ? PublicHandler<Id> : Handler<Id>
/** Operations of which every call is answered by threads (`compute/computed-answers.ts`). */
export type ComputedOnly = 'getWhy' | 'compareRevisions' | 'getLeveling' | 'listTaskHistory'
export type Handlers = { readonly [Id in Exclude<OperationId, ComputedOnly | FileId | EventsId>]: HandlerOf<Id> }
