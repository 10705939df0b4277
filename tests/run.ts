import { removeAbandoned } from './run/abandoned.ts'
import { LazyStack } from './run/lazy-stack.ts'
import { runPart } from './run/parts.ts'
import { printFailures } from './run/print-failures.ts'
import { type PartName, selectParts } from './run/selection.ts'
import { add, type Tally } from './run/tally.ts'

interface PartResult extends Tally {
  name: PartName
  seconds: number
}

/** Runs the parts in order, all of them also after a failure. The last line says how many passed. */
export async function main(args: readonly string[]): Promise<number> {
  const selection = selectParts(args)
  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Error('interrupted'))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  await removeAbandoned()
  const stack = new LazyStack(interruption.signal)
  const results: PartResult[] = []
  try {
    for (const name of selection.parts) {
      console.log(`\n── ${name} ──`)
      const started = performance.now()
      const tally = await runPart[name]({ selection, stack, signal: interruption.signal }).catch((error: unknown) =>
        failedPart(error, interruption.signal),
      )
      results.push({ name, ...tally, seconds: (performance.now() - started) / 1_000 })
    }
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    console.log('\ninterrupted')
  } finally {
    await stack.stop()
    await removeAbandoned()
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
  return report(results, interruption.signal.aborted)
}

function failedPart(error: unknown, signal: AbortSignal): Tally {
  signal.throwIfAborted()
  const reason = error instanceof Error ? error.message : String(error)
  console.error(reason)
  return { passed: 0, failures: [reason] }
}

function report(results: readonly PartResult[], interrupted: boolean): number {
  const total = results.reduce<Tally>(add, { passed: 0, failures: [] })
  printFailures(total.failures)
  console.log('')
  for (const { name, passed, failures, seconds } of results) {
    const failed = failures.length
    const counts = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`
    console.log(`${failed === 0 ? '✓' : '✗'} ${name.padEnd(12)} ${counts} (${seconds.toFixed(1)} s)`)
  }
  console.log(`\n${total.passed} passed, ${total.failures.length} failed`)
  if (interrupted) return 130
  return total.failures.length === 0 && total.passed > 0 ? 0 : 1
}
