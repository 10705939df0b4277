import { checkTypes } from './check-types.ts'
import { check, printOutcome } from './outcome.ts'

const outcome = await check('types', () => checkTypes((project) => console.log(`… ${project}`)))
printOutcome(outcome)
process.exitCode = outcome.problems.length === 0 ? 0 : 1
