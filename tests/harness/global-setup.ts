import type { TestProject } from 'vitest/node'
import './provided.ts'
import { ensureBuild } from './service/build.ts'
import type { TestStack } from './stack-description.ts'
import { startTestStack } from './test-stack.ts'

/** `npm test` starts one stack for all parts and tells of it by this name; vitest alone starts its own. */
export const sharedStackVariable = 'THROUGHLINE_TEST_STACK'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Of apis that tests run in their own process.
  await ensureBuild(['compute-thread'])
  const shared = process.env[sharedStackVariable]
  if (shared) {
    project.provide('stack', JSON.parse(shared) as TestStack)
    return async () => {}
  }
  const running = await startTestStack()
  project.provide('stack', running.stack)
  return running.stop
}
