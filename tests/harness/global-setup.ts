import type { TestProject } from 'vitest/node'
import { startTestStack, type TestStack } from './test-stack.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    stack: TestStack
  }
}

/** `npm test` starts one stack for all parts and tells of it by this name; vitest alone starts its own. */
export const sharedStackVariable = 'THROUGHLINE_TEST_STACK'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = process.env[sharedStackVariable]
  if (shared) {
    project.provide('stack', JSON.parse(shared) as TestStack)
    return async () => {}
  }
  const running = await startTestStack()
  project.provide('stack', running.stack)
  return running.stop
}
