/** What passed, and what did not, each by its name and with the reason. A test that did not run counts as failed. */
export interface Tally {
  passed: number
  failures: readonly string[]
}

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failures: [...a.failures, ...b.failures],
})
