import { checkImports } from './check-imports.ts'
import { checkTypes } from './check-types.ts'
import { checkFileLength } from './file-length.ts'
import { check, type Outcome } from './outcome.ts'
import { runTool } from './run-tool.ts'

const lint = async (): Promise<string[]> => {
  const { ok, output } = await runTool('biome', ['check', '--colors=off', '--max-diagnostics=50', '.'])
  return ok ? [] : [output]
}

/** The checks that need nothing but the source; `report` is called as each ends. */
export async function runStaticChecks(report: (outcome: Outcome) => void): Promise<Outcome[]> {
  const checks: readonly (readonly [string, () => Promise<string[]> | string[]])[] = [
    ['import rules', checkImports],
    ['file length', checkFileLength],
    ['lint and format', lint],
    ['types', () => checkTypes()],
  ]
  const outcomes: Outcome[] = []
  for (const [name, find] of checks) {
    const outcome = await check(name, find)
    report(outcome)
    outcomes.push(outcome)
  }
  return outcomes
}
