import { createProgress } from '@throughline/deploy'
import { loadLocalSettings } from '@throughline/platform'
import { testAgainstMpxj } from './against-mpxj.ts'
import { runDemos } from './demos.ts'
import { testOtherCases } from './other-cases.ts'
import { type NodeRelease, testUnder } from './other-node.ts'

const releases: readonly NodeRelease[] = [{ major: 22 }, { major: 24 }]

/**
 * `npm run verify [-- FOLDER]`, the long checks: the unit and integration tests under each newer Node, property tests with
 * other cases, another program reading what our writers write, and the demo with every plan in the folder, on a stack of
 * its own.
 */
export async function main([folder]: readonly string[]): Promise<number> {
  const { cache } = loadLocalSettings()
  const interruption = new AbortController()
  const interrupt = () => interruption.abort(new Error('interrupted'))
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt)
  const progress = createProgress()
  const results: { name: string; passed: boolean }[] = []
  for (const release of releases) {
    const passed = await testUnder(release, cache, progress, interruption.signal)
    results.push({ name: `tests under Node ${release.major}`, passed })
  }
  results.push({ name: 'property tests with other cases', passed: await testOtherCases(interruption.signal) })
  results.push({ name: 'what MPXJ reads in our files', passed: await testAgainstMpxj(interruption.signal) })
  if (folder) results.push(...(await runDemos(folder, progress, interruption.signal)))
  console.log('')
  for (const { name, passed } of results) console.log(`${passed ? '✓' : '✗'} ${name}`)
  const failed = results.filter(({ passed }) => !passed).length
  console.log(`\n${results.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}
