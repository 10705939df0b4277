import { execFile } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, until } from '../harness/index.ts'
import { ensureBuild, Services } from '../harness/service/index.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
let organisation: TestOrganisation
let program = ''
beforeAll(async () => {
  await superuser.connect()
  program = join(await ensureBuild(['audit-verify']), 'audit-verify.js')
  await services.startApi()
  organisation = await createOrganisation(database)
})
afterAll(async () => {
  await services.stop()
  await superuser.end()
  await database.close()
})

interface Outcome {
  code: number
  output: string
}

/** As in the image: nothing but the address of the database. It ends with 1 when any chain is broken, also one of others. */
const verify = (): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, DATABASE_URL: testStack().databaseUrl }
    execFile(process.execPath, [program], { env, maxBuffer: 50_000_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
    )
  })

test('the built program follows the chains, and ends with 1 where one is broken', async () => {
  const { id } = organisation
  const sealed = new RegExp(`✓ ${id}: [1-9]\\d* sealed, last [0-9a-f]{64}$`, 'm')
  await until(async () => sealed.test((await verify()).output), { what: 'a sealed trail', withinMs: 20_000 })
  await superuser.query(`update audit_event set address = '10.0.0.1' where organisation_id = $1 and sequence = 1`, [id])
  const { code, output } = await verify()
  expect(code).toBe(1)
  expect(output).toMatch(new RegExp(`✗ ${id}: .*\n    row 1 is not what was sealed`))
})
