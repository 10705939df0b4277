/** So many lines of a failure are shown once more; the whole of it stands where it happened. */
const shownLines = 25

/** Names what failed at the end of a run, where it is found also when only the end of the output was kept. */
export function printFailures(failures: readonly string[]): void {
  if (failures.length > 0) console.log('\n── failed ──')
  for (const failure of failures) {
    const [name, ...reason] = failure.split('\n').slice(0, shownLines)
    console.log(`✗ ${name}`)
    for (const line of reason) console.log(`    ${line}`)
  }
}
