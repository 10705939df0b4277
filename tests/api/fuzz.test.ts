import { afterAll, beforeAll, expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'
import { findForeignClients } from './foreign-clients.ts'
import { createFuzzWorld, type FuzzWorld, fuzzRoles } from './fuzz-world.ts'
import { fuzz } from './schemathesis.ts'

const seed = 7
const seconds = 75

let world: FuzzWorld
beforeAll(async () => {
  await findForeignClients()
  world = await createFuzzWorld(testStack())
}, 400_000)
afterAll(() => world.close())

/** Side by side: each has an organisation of its own, and a time rather than a number of cases. */
test.concurrent.each(fuzzRoles)(
  'whatever a %s sends is answered as the schema says, and never by 5xx',
  async (role) => {
    const { token } = world.people[role]
    const { isWell, output } = await fuzz({ url: world.url, token, seed, seconds, cases: 10 })
    expect(isWell, `${output.slice(output.indexOf('= FAILURES ='), 40_000)}\n${world.log().slice(-4_000)}`).toBe(true)
    expect(output).toMatch(/Tested: [89]\d|Tested: [1-9]\d\d/)
    // Who lost access in the middle would have been answered by 401 from there on, which fits any schema.
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${world.url}/api/v1/session`, { headers })).status).toBe(200)
  },
)
