import type { LocalPorts, LocalSettings } from '@throughline/platform'
import type { Account } from './as-user.ts'
import type { Home } from './home.ts'
import type { Progress } from './progress.mjs'
import type { ProcessSpec, SupervisedProcess } from './supervisor.ts'

/** What every part of the stack is given to start itself. */
export interface StackContext {
  root: string
  home: Home
  ports: LocalPorts
  settings: LocalSettings
  account: Account | undefined
  progress: Progress
  signal: AbortSignal
  /** Starts a process under supervision and waits until it is ready. */
  run(spec: ProcessSpec): Promise<SupervisedProcess>
}
