import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { complaintOf, type FuzzResult, fuzz } from './imports/fuzz/fuzz.ts'
import { outcomeKinds } from './imports/fuzz/outcome.ts'

const folder = '.local/fuzz'
const side = 2
const tellEvery = 1_000

/** `npm run fuzz:import -- [--count 10000] [--seed n]`: files that fail are kept in `.local/fuzz/`. */
export async function main(args: readonly string[]): Promise<number> {
  const options = { count: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const [count, seed] = [wholeNumber('--count', values.count), wholeNumber('--seed', values.seed)]
  const failed: Promise<void>[] = []
  let done = 0
  const onResult = (result: FuzzResult): void => {
    done += 1
    if (done % tellEvery === 0) console.log(`${done} of ${count}`)
    const complaint = complaintOf(result)
    if (complaint !== null) failed.push(keep(result, seed, complaint))
  }
  const results = await fuzz({ count, seed, side, onResult })
  await Promise.all(failed)
  report(results)
  console.log(failed.length === 0 ? 'All is well.' : `${failed.length} failed; they are kept in ${folder}.`)
  return failed.length === 0 ? 0 : 1
}

type Told = Omit<FuzzResult, 'bytes'>

function report(results: readonly Told[]): void {
  const formats = [...new Set(results.map(({ format }) => format))].sort()
  console.log(['format'.padEnd(8), ...outcomeKinds.map((kind) => kind.padStart(12))].join(''))
  for (const format of [...formats, null]) {
    const those = results.filter((result) => format === null || result.format === format)
    const counts = outcomeKinds.map((kind) => those.filter((result) => result.kind === kind).length)
    console.log([(format ?? 'all').padEnd(8), ...counts.map((count) => String(count).padStart(12))].join(''))
  }
  const slowest = most(results, ({ milliseconds }) => milliseconds)
  const largest = most(results, ({ megabytes }) => megabytes)
  console.log(`slowest: file ${slowest?.number} (${slowest?.format}), ${slowest?.milliseconds} ms`)
  console.log(`largest: ${largest?.megabytes} MB, the process that read file ${largest?.number} (${largest?.format})`)
}

function most(results: readonly Told[], figure: (result: Told) => number): Told | undefined {
  return results.reduce<Told | undefined>(
    (best, result) => (best === undefined || figure(result) > figure(best) ? result : best),
    undefined,
  )
}

async function keep({ number, format, bytes }: FuzzResult, seed: number, complaint: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${seed}-${number}.${format}`)
  await writeFile(path, bytes)
  console.error(`${path}: ${complaint.split('\n').slice(0, 4).join('\n')}`)
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (/^\d{1,9}$/.test(text)) return value
  throw new Error(`${name} must be a whole number, and is "${text}"`)
}
