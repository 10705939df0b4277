import { Client } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { type NativeConnection, Worker } from '@temporalio/worker'
import { taskQueues } from '@throughline/contract/temporal'

/** Names in place of process and host names, which histories would keep. */
export const workerIdentity = 'throughline-worker'
export const clientIdentity = 'throughline-api'

/** What activities answer in a scenario; the workflows are the real ones. */
export type Answers = Record<string, (input: never) => Promise<unknown>>

export interface Recorder {
  client: Client
  /** Runs workers of all queues while `act` runs; activities answer what `answerWith` was told last. */
  withWorkers(act: () => Promise<void>): Promise<void>
  answerWith(answers: Answers): void
}

/**
 * One set of workers does all scenarios: one that has just been shut down would still take a task now and then, and lose
 * it. `names`: of all activities.
 */
export function createRecorder(connection: NativeConnection, codePath: string, names: readonly string[]): Recorder {
  const client = new Client({ connection, identity: clientIdentity })
  let current: Answers = {}
  const answer = (name: string) => async (input: never) => {
    const known = current[name]
    if (!known) throw ApplicationFailure.nonRetryable(`the scenario has no ${name}`)
    return known(input)
  }
  const activities = Object.fromEntries(names.map((name) => [name, answer(name)]))
  const createWorker = (taskQueue: string) =>
    Worker.create({
      connection,
      taskQueue,
      workflowBundle: { codePath },
      activities,
      identity: workerIdentity,
      maxHeartbeatThrottleInterval: '100 milliseconds',
    })
  return {
    client,
    answerWith(answers) {
      current = answers
    },
    async withWorkers(act) {
      const workers = await Promise.all(Object.values(taskQueues).map(createWorker))
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
