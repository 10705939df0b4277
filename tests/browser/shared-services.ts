import type { TestProject } from 'vitest/node'
import { ensureBuild, Services } from '../harness/service/index.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** An api and a worker for all tests in browsers; starting them for each file took longer than many of the files. */
    browserServices: { apiUrl: string; workerId: number }
  }
}

/** They reach what tests serve on this machine, and try again soon. */
const env = { OUTGOING_ALLOWED_HOSTS: '127.0.0.1', WEBHOOK_RETRY_SECONDS: '1' }

/** After the set-up that gives the stack. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const services = new Services(project.getProvidedContext().stack)
  await ensureBuild(['web'])
  const [api, worker] = await Promise.all([services.startApi(env), services.startWorker(env)])
  if (worker.pid === undefined) throw new Error('the worker has no process')
  project.provide('browserServices', { apiUrl: api.url, workerId: worker.pid })
  return () => services.stop()
}
