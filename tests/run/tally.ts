/** How many tests passed and failed. A test that did not run counts as failed. */
export interface Tally {
  passed: number
  failed: number
}

export const add = (a: Tally, b: Tally): Tally => ({ passed: a.passed + b.passed, failed: a.failed + b.failed })

export const tallyOf = (results: readonly boolean[]): Tally => ({
  passed: results.filter(Boolean).length,
  failed: results.filter((passed) => !passed).length,
})
