import { printOutcome } from './outcome.ts'
import { runStaticChecks } from './static-checks.ts'

const outcomes = await runStaticChecks(printOutcome)
process.exitCode = outcomes.every(({ problems }) => problems.length === 0) ? 0 : 1
