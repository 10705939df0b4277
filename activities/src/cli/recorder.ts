import { Client } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { type NativeConnection, Worker } from '@temporalio/worker'
import { taskQueues } from '@throughline/contract/temporal'

/** Names in place of process and host names, which histories would keep. */
export const workerIdentity = 'throughline-worker'
export const clientIdentity = 'throughline-api'

/** What activities answer in a scenario; the workflows are the real ones. `importFile` may wait for its cancellation. */
export type Answers = Record<string, (input: never) => Promise<unknown>>

export interface Recorder {
  client: Client
  /** Runs workers of all queues with these activities while `act` runs. */
  withWorkers(answers: Answers, act: () => Promise<void>): Promise<void>
}

export function createRecorder(connection: NativeConnection, codePath: string): Recorder {
  const client = new Client({ connection, identity: clientIdentity })
  return {
    client,
    async withWorkers(answers, act) {
      const workers = await Promise.all(
        Object.values(taskQueues).map((taskQueue) =>
          Worker.create({
            connection,
            taskQueue,
            workflowBundle: { codePath },
            activities: answers,
            identity: workerIdentity,
            maxHeartbeatThrottleInterval: '100 milliseconds',
          }),
        ),
      )
      const running = workers.map((worker) => worker.run())
      try {
        await act()
      } finally {
        for (const worker of workers) worker.shutdown()
        await Promise.all(running)
      }
    },
  }
}

/** An attempt that fails for good. */
export const failForGood = async (): Promise<never> => {
  throw ApplicationFailure.nonRetryable('There is no such import', 'NotFoundError')
}
