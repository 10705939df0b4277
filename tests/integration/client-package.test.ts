import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '@throughline/deploy'
import { build, transform } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack } from '../harness/index.ts'
import { root } from '../harness/root.ts'
import { type ApiProcess, clientOf, ensureBuild, Services } from '../harness/service/index.ts'

const database = openTestDatabase()
const services = new Services(testStack())
// Outside the checkout: nothing of the workspace is found from here.
const home = mkdtempSync(join(tmpdir(), 'throughline-client-'))
let api: ApiProcess
let organisation: TestOrganisation

const inHome = (command: string, args: string[], env: Record<string, string> = {}) =>
  runCommand(command, args, { cwd: home, env: { ...process.env, NODE_OPTIONS: '', XDG_CONFIG_HOME: home, ...env } })

beforeAll(async () => {
  const folder = join(await ensureBuild(['client']), 'client')
  api = await services.startApi()
  organisation = await createOrganisation(database)
  await clientOf(api.url, organisation.admin).call('createProject', { body: { name: 'Footbridge' } })
  const packed = JSON.parse(await inHome('npm', ['pack', folder, '--json'])) as [{ filename: string }]
  writeFileSync(join(home, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }))
  await inHome('npm', ['install', '--ignore-scripts', '--prefer-offline', join(home, packed[0].filename)])
})
afterAll(async () => {
  await services.stop()
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

test('what it needs is named in exact versions, and is not of this checkout', () => {
  const manifest = JSON.parse(readFileSync(join(home, 'node_modules/@throughline/client/package.json'), 'utf8'))
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(['socket.io-client', 'zod'])
  for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/)
})

const program = `
import { type CallResult, createClient } from '@throughline/client'

const client = createClient({ baseUrl: process.argv[2] ?? '', token: process.argv[3] ?? '' })
const { items } = await client.call('listProjects')
const names: string[] = items.map((project) => project.name)
const first: CallResult<'getProject'> = await client.call('getProject', { params: { projectId: items[0]?.id ?? '' } })
console.log(JSON.stringify({ names, first: first.name satisfies string }))
`
const wrong = [
  "await client.call('listPlanets')",
  "await client.call('getProject')",
  "await client.call('getProject', { params: { project: '1' } })",
  "await client.call('createProject', { body: { name: 7 } })",
  'items[0]?.planet',
]

/** The problems that the compiler has with a program, as people set it up: the declarations are checked as well. */
async function check(source: string): Promise<string> {
  writeFileSync(join(home, 'program.mts'), source)
  writeFileSync(join(home, 'globals.d.ts'), 'declare const process: { argv: string[] }')
  const options = ['--strict', '--noEmit', '--target', 'es2023', '--lib', 'es2023,dom,dom.iterable', '--types', '']
  const settings = [...options, '--module', 'nodenext', '--skipLibCheck', 'false', 'globals.d.ts', 'program.mts']
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  return inHome(process.execPath, [compiler, ...settings]).then(
    () => '',
    (error: Error) => error.message,
  )
}

test('its types stand by themselves, and refuse what the contract does not have', async () => {
  // Each line that is not refused is a problem of its own.
  const refused = wrong.map((line) => `// @ts-expect-error\n${line}`).join('\n')
  expect(await check(`${program}${refused}\n`)).toBe('')
})

test('plain Node runs it, and it bundles for browsers', async () => {
  const { code } = await transform(program, { loader: 'ts', format: 'esm' })
  writeFileSync(join(home, 'program.js'), code)
  const answer = await inHome(process.execPath, ['program.js', api.url, organisation.admin.token])
  expect(JSON.parse(answer)).toEqual({ names: ['Footbridge'], first: 'Footbridge' })
  const { errors, warnings } = await build({
    ...{ absWorkingDir: home, entryPoints: ['program.js'], outfile: 'browser.js', bundle: true, format: 'esm' },
    ...{ platform: 'browser', logLevel: 'silent' },
  })
  expect([errors, warnings]).toEqual([[], []])
})

test('the command is there', async () => {
  expect(await inHome('npx', ['throughline', '--help'])).toContain('throughline why TASK')
  const signedIn = { THROUGHLINE_URL: api.url, THROUGHLINE_TOKEN: organisation.admin.token }
  expect(await inHome('npx', ['throughline', 'projects'], signedIn)).toContain('Footbridge')
})
