/** What one check found. It passed when it found nothing. */
export interface Outcome {
  name: string
  /** What is wrong, each with its place. */
  problems: readonly string[]
  milliseconds: number
}

export async function check(
  name: string,
  find: () => Promise<readonly string[]> | readonly string[],
): Promise<Outcome> {
  const started = performance.now()
  const problems = await Promise.resolve()
    .then(find)
    .catch((error: unknown) => [error instanceof Error ? error.message : String(error)])
  return { name, problems, milliseconds: performance.now() - started }
}

export function printOutcome(outcome: Outcome): void {
  const passed = outcome.problems.length === 0
  console.log(`${passed ? '✓' : '✗'} ${outcome.name} (${(outcome.milliseconds / 1_000).toFixed(1)} s)`)
  for (const problem of outcome.problems) console.log(problem.replace(/^/gm, '    '))
}
