import { parseArgs } from 'node:util'
import { createFuzzWorld, fuzzRoles } from './api/fuzz-world.ts'
import { fuzz } from './api/schemathesis.ts'
import { startTestStack } from './harness/test-stack.ts'

/** `npm run fuzz:api -- [--minutes 30] [--seed n]`: the half of the time as an admin, the other as a member. */
export async function main(args: readonly string[]): Promise<number> {
  const options = { minutes: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } } as const
  const { values } = parseArgs({ args: [...args], options })
  const seconds = (wholeNumber('--minutes', values.minutes) * 60) / fuzzRoles.length
  const seed = wholeNumber('--seed', values.seed)
  const interruption = new AbortController()
  process.once('SIGINT', () => interruption.abort())
  const { signal } = interruption
  const running = await startTestStack({ signal })
  let isWell = true
  try {
    const world = await createFuzzWorld(running.stack)
    try {
      for (const role of fuzzRoles) {
        console.log(`\n── as ${role} ──`)
        const { token } = world.people[role]
        const say = (text: string) => process.stdout.write(text)
        const outcome = await fuzz({ url: world.url, token, seed, seconds, cases: 1_000, say, signal })
        isWell &&= outcome.isWell
      }
      if (!isWell) console.error(world.log().slice(-8_000))
    } finally {
      await world.close()
    }
  } finally {
    await running.stop()
  }
  console.log(isWell ? 'All is well.' : 'Something is not as the schema says; see above.')
  return isWell ? 0 : 1
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (/^[1-9]\d{0,8}$/.test(text)) return value
  throw new Error(`${name} must be a whole number from 1, and is "${text}"`)
}
