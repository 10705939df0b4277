// Answers that take the engine, or go through much of a plan's history. At 10,000 tasks each is a tenth of a second to a
// second of computing, for which edits and sockets would have to wait; so threads give them (decision 24).
import type {
  BodyOf,
  DryRunId,
  DryRunOf,
  OperationId,
  Operations,
  ParamsOf,
  QueryOf,
  ResponseOf,
} from '@throughline/contract'
import type { Transaction } from '@throughline/database'
import {
  type Actor,
  compareRevisions,
  getLeveling,
  getPlanAt,
  getWhy,
  listTaskHistory,
  previewChangeSet,
  type ScheduleMemory,
} from '@throughline/domain'
import type { Settings } from '@throughline/platform'
import type { ComputedOnly } from '../http/call.ts'
import { runUrl } from '../service/temporal-url.ts'

/** One call, parsed and authenticated, inside a transaction that never commits. */
export interface ComputedCall<Id extends OperationId> {
  readonly settings: Pick<Settings, 'temporal'>
  readonly schedules: ScheduleMemory
  readonly transaction: Transaction
  readonly actor: Actor
  readonly params: ParamsOf<Operations[Id]>
  readonly query: QueryOf<Operations[Id]>
  readonly body: BodyOf<Operations[Id]>
  readonly ifMatch: number | undefined
}

export interface ComputedAnswer<Id extends OperationId> {
  /** Whether this call of the operation takes it; others go to its handler. */
  when(query: QueryOf<Operations[Id]>): boolean
  answer(call: ComputedCall<Id>): Promise<ResponseOf<Operations[Id]> | DryRunAnswer<Id>>
}

type DryRunAnswer<Id extends OperationId> = Id extends DryRunId ? DryRunOf<Operations[Id]> : never

type ComputedAnswers = { readonly [Id in ComputedOnly | DryRunId]: ComputedAnswer<Id> } & {
  readonly [Id in OperationId]?: ComputedAnswer<Id>
}

const always = () => true
const ofThePast = ({ at }: { at?: string | undefined }) => at !== undefined

export const computedAnswers = {
  getWhy: {
    when: always,
    answer: ({ settings, schedules, transaction, actor, params, query }) =>
      getWhy(
        transaction,
        actor,
        { taskId: params.taskId, field: query.field },
        { address: runUrl(settings), schedules },
      ),
  },
  listTaskHistory: {
    when: always,
    answer: ({ settings, transaction, actor, params, query }) =>
      listTaskHistory(transaction, actor, { ...params, ...query }, runUrl(settings)),
  },
  compareRevisions: {
    when: always,
    answer: ({ transaction, actor, params, query }) => compareRevisions(transaction, actor, params.projectId, query),
  },
  getLeveling: {
    when: always,
    answer: ({ transaction, actor, params, query }) => getLeveling(transaction, actor, { ...params, ...query }),
  },
  createChangeSet: {
    when: (query) => query.dry_run === true,
    answer: ({ schedules, transaction, actor, params, body, ifMatch }) =>
      previewChangeSet(transaction, actor, { projectId: params.projectId, ...body, kind: 'edit', ifMatch }, schedules),
  },
  getPlan: {
    when: ofThePast,
    answer: ({ transaction, actor, params, query }) =>
      getPlanAt(transaction, actor, params.projectId, query.at as string),
  },
  getProject: {
    when: ofThePast,
    async answer({ transaction, actor, params, query }) {
      const plan = await getPlanAt(transaction, actor, params.projectId, query.at as string)
      return { ...plan.project, plan }
    },
  },
} satisfies ComputedAnswers

/** Answers this call of the operation in a thread; undefined when its handler does. */
export function computedAnswerOf(id: OperationId, query: unknown): ComputedAnswer<OperationId> | undefined {
  const found = (computedAnswers as Partial<Record<OperationId, unknown>>)[id] as
    | ComputedAnswer<OperationId>
    | undefined
  return found?.when(query as never) ? found : undefined
}
