import type { TestStack } from './stack-description.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** What `inject('stack')` answers in the projects that have the global set-up. */
    stack: TestStack
  }
}
