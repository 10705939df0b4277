import { printOutcome } from '../checks/outcome.ts'
import { runStaticChecks } from '../checks/static-checks.ts'
import { runFaults } from './faults-part.ts'
import type { LazyStack } from './lazy-stack.ts'
import type { PartName, Selection } from './selection.ts'
import type { Tally } from './tally.ts'
import { runVitest } from './vitest-part.ts'

export interface PartContext {
  selection: Selection
  stack: LazyStack
  signal: AbortSignal
}

const vitest =
  (project: string, { needsStack }: { needsStack: boolean }) =>
  async ({ selection, stack, signal }: PartContext): Promise<Tally> =>
    runVitest({ project, filters: selection.filters, env: needsStack ? await stack.env() : {}, signal })

async function checks({ selection, stack }: PartContext): Promise<Tally> {
  const outcomes = await runStaticChecks(printOutcome)
  if (!selection.withoutDatabase) {
    const { runDatabaseChecks } = await import('../checks/database-checks.ts')
    outcomes.push(...(await runDatabaseChecks(await stack.get(), printOutcome)))
  }
  const failed = outcomes.filter(({ problems }) => problems.length > 0)
  return {
    passed: outcomes.length - failed.length,
    failures: failed.map(({ name, problems }) => [name, ...problems].join('\n')),
  }
}

async function deploy({ signal }: PartContext): Promise<Tally> {
  const { runDeployCheck } = await import('./deploy-part.ts')
  return runDeployCheck(signal)
}

export const runPart: Readonly<Record<PartName, (context: PartContext) => Promise<Tally>>> = {
  checks,
  unit: vitest('unit*', { needsStack: false }),
  integration: vitest('integration', { needsStack: true }),
  replay: vitest('replay', { needsStack: false }),
  browser: vitest('browser', { needsStack: true }),
  faults: ({ selection, signal }) => runFaults(selection.filters, signal),
  api: vitest('api', { needsStack: true }),
  // After all others that work on the stack: it looks through what they left.
  leaks: vitest('leaks', { needsStack: true }),
  deploy,
}
