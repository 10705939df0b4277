import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePorts } from '@throughline/deploy'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { root } from '../harness/root.ts'
import { clientOf, Services } from '../harness/service/index.ts'
import { computedPlan, createSmallPlan } from './support.ts'

/**
 * Walks docs/automation.md as a reader would: every block for a shell, in order, in one shell that ends at the first error,
 * in an empty folder with the packages of the repository. Only the addresses differ.
 */
const database = openTestDatabase()
const services = new Services(testStack())
const folder = mkdtempSync(join(tmpdir(), 'throughline-walk-'))
let organisation: TestOrganisation
let url: string
let hookPort: string
beforeAll(async () => {
  hookPort = String((await findFreePorts(1))[0])
  const outgoing = { OUTGOING_ALLOWED_HOSTS: `127.0.0.1:${hookPort}` }
  organisation = await createOrganisation(database)
  await makeOperator(organisation.admin.personId)
  const api = await services.startApi(outgoing)
  await services.startWorker(outgoing)
  url = api.url
  const client = clientOf(url, organisation.admin)
  const { project } = await createSmallPlan(client)
  await computedPlan(client, project.id)
  mkdirSync(join(folder, '.local'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
})
afterAll(async () => {
  await services.stop()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Who does the tour of a local instance operates it. */
async function makeOperator(personId: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: testStack().superuserUrl })
  await superuser.connect()
  await superuser.query('update person set is_operator = true where id = $1', [personId])
  await superuser.end()
}

/** The blocks for a shell, but those that start the service itself. */
function blocksOf(page: string): string[] {
  const text = readFileSync(join(root, 'docs', page), 'utf8')
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = '']) => block)
  return blocks.filter((block) => !block.includes('npm start'))
}

const here = (block: string): string =>
  block
    .replaceAll('http://localhost:8000', url)
    .replace(/127\.0\.0\.1:9000|9000(?=, "127)/g, (address) => address.replace('9000', hookPort))

/** The tour leaves a program in the background. */
const endsWhatItStarted = `trap 'jobs -p | xargs --no-run-if-empty kill' EXIT`

async function walk(blocks: readonly string[], env: Record<string, string>) {
  const script = blocks.map((block, at) => `echo "== block ${at + 1}"\n${here(block)}`).join('\n')
  const child = spawn('bash', ['-euo', 'pipefail'], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder, npm_config_update_notifier: 'false', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece
    })
  child.stdin.end(`${endsWhatItStarted}\n${script}`)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

test('each line of docs/automation.md does what the page says', async () => {
  const blocks = blocksOf('automation.md')
  expect(blocks.length).toBeGreaterThan(25)
  const { code, output } = await walk(blocks, { TOKEN: organisation.admin.token })
  expect(code, output).toBe(0)
  expect(
    output.split('\n').filter((line) => /\bundefined\b|SyntaxError|TypeError|curl: \(/.test(line)),
    output,
  ).toEqual([])
}, 120_000)
