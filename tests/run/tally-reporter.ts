import { writeFileSync } from 'node:fs'
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node'
import type { Tally } from './tally.ts'

/** Where the reporter writes its counts. */
export const tallyFileVariable = 'THROUGHLINE_TEST_TALLY'

/** Counts for the last line of `npm test`: failed files, skipped tests and stray errors are failures as well. */
export default class TallyReporter implements Reporter {
  #isFiltered = false

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined
  }

  onTestRunEnd(modules: readonly TestModule[], strayErrors: readonly unknown[]): void {
    const file = process.env[tallyFileVariable]
    if (!file) return
    const tally: Tally = { passed: 0, failed: strayErrors.length }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        if (this.#isLeftOut(test)) continue
        if (test.result().state === 'passed') tally.passed += 1
        else tally.failed += 1
      }
      const suites = [module, ...module.children.allSuites()]
      tally.failed += suites.filter((suite) => suite.errors().length > 0).length
    }
    writeFileSync(file, JSON.stringify(tally))
  }

  /** Skipped because another name was asked for (`-t`). */
  #isLeftOut(test: TestCase): boolean {
    return this.#isFiltered && test.result().state === 'skipped'
  }
}
