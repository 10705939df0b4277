import { writeFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node'
import type { Tally } from './tally.ts'

/** Where the reporter writes what it counted. */
export const tallyFileVariable = 'THROUGHLINE_TEST_TALLY'

interface Problem {
  message?: string
  diff?: string | undefined
}

/** Counts for the last line of `npm test`: failed files, skipped tests and stray errors are failures as well. */
export default class TallyReporter implements Reporter {
  #isFiltered = false

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined
  }

  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly Problem[]): void {
    const file = process.env[tallyFileVariable]
    if (!file) return
    const failures = strayErrors.map((error) => described('outside of any test', [error]))
    let passed = 0
    for (const module of modules) {
      const place = module.relativeModuleId
      for (const test of module.children.allTests()) {
        if (this.#isLeftOut(test)) continue
        const { state, errors } = test.result()
        if (state === 'passed') passed += 1
        else failures.push(described(`${place} > ${test.fullName}`, errors ?? [{ message: state }]))
      }
      for (const suite of [module, ...module.children.allSuites()])
        if (suite.errors().length > 0) failures.push(described(nameOf(suite, place), suite.errors()))
    }
    writeFileSync(file, JSON.stringify({ passed, failures } satisfies Tally))
  }

  /** Skipped because another name was asked for (`-t`). */
  #isLeftOut(test: TestCase): boolean {
    return this.#isFiltered && test.result().state === 'skipped'
  }
}

const nameOf = (suite: TestModule | TestSuite, place: string): string =>
  suite.type === 'module' ? place : `${place} > ${suite.fullName}`

const described = (name: string, errors: readonly Problem[]): string =>
  [name, ...errors.flatMap(({ message, diff }) => [message ?? 'no message', ...(diff ? [diff] : [])])]
    .map(stripVTControlCharacters)
    .join('\n')
