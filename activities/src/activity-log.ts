import type { Context } from '@temporalio/activity'
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker'
import type { Logger } from '@throughline/platform'
import { toFailure } from './activity-failure.ts'

/** One line at the end of each attempt: which activity of which workflow run, for whom, how long, and how it ended. */
export class ActivityLog implements ActivityInboundCallsInterceptor {
  readonly #context: Context
  readonly #logger: Logger

  constructor(context: Context, logger: Logger) {
    this.#context = context
    this.#logger = logger
  }

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const begin = performance.now()
    try {
      const result = await next(input)
      this.#logger.info({ ...this.#fields(input, begin), result }, 'activity completed')
      return result
    } catch (error) {
      this.#logger.warn({ ...this.#fields(input, begin), err: error }, 'activity attempt failed')
      throw toFailure(error)
    }
  }

  #fields({ args }: ActivityExecuteInput, begin: number) {
    const { activityType, activityId, attempt, workflowExecution, taskQueue } = this.#context.info
    return {
      activity: activityType,
      activityId,
      attempt,
      taskQueue,
      workflowId: workflowExecution?.workflowId,
      workflowRunId: workflowExecution?.runId,
      ...idsOf(args[0]),
      milliseconds: Math.round(performance.now() - begin),
    }
  }
}

/** Inputs of activities carry ids only, under these names. */
function idsOf(input: unknown) {
  const { organisationId, projectId, importId, deliveryId } = (input ?? {}) as Record<string, unknown>
  return { organisationId, projectId, importId, deliveryId }
}
