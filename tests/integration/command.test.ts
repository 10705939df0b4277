import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrganisation, openTestDatabase, type TestOrganisation, testStack, until } from '../harness/index.ts'
import { type ApiProcess, clientOf, Services } from '../harness/service/index.ts'
import { makeMspdi } from './mspdi.ts'
import { computedPlan, createSmallPlan, type SmallPlan } from './support.ts'

const database = openTestDatabase()
const services = new Services(testStack())
const home = mkdtempSync(join(tmpdir(), 'throughline-command-'))
const credentialsFile = join(home, 'throughline', 'credentials.json')
const program = fileURLToPath(new URL('../../packages/client/bin/throughline.mjs', import.meta.url))
let api: ApiProcess
let organisation: TestOrganisation
let plan: SmallPlan

beforeAll(async () => {
  api = await services.startApi()
  await services.startWorker()
  organisation = await createOrganisation(database)
  plan = await createSmallPlan(clientOf(api.url, organisation.admin))
  await computedPlan(clientOf(api.url, organisation.admin), plan.project.id)
})
afterAll(async () => {
  await services.stop()
  await database.close()
  rmSync(home, { recursive: true, force: true })
})

/** The command as a shell runs it. */
function start(args: string[], { answers = '', env = {} }: { answers?: string; env?: Record<string, string> } = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', XDG_CONFIG_HOME: home, ...env },
  })
  const told = { out: '', err: '' }
  child.stdout.on('data', (piece) => {
    told.out += piece
  })
  child.stderr.on('data', (piece) => {
    told.err += piece
  })
  child.stdin.end(answers)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, told, ended }
}

async function run(...[args, options]: Parameters<typeof start>) {
  const { told, ended } = start(args, options)
  return { code: await ended, ...told }
}

test('before a sign-in it says what to do', async () => {
  expect(await run(['projects'])).toMatchObject({ code: 2, err: expect.stringContaining('Sign in first') })
  expect(await run(['fly'])).toMatchObject({ code: 2 })
  expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('throughline why TASK') })
})

test('a wrong password is told as the service tells it', async () => {
  const answers = `${organisation.admin.email}\nnot the password\n`
  const { code, err } = await run(['sign-in', api.url], { answers })
  expect([code, err]).toEqual([1, expect.stringContaining('The address or the password is not right.')])
})

describe('signed in', () => {
  beforeAll(async () => {
    const { email, password } = organisation.admin
    const { code, out, err } = await run(['sign-in', api.url], { answers: `${email}\n${password}\n` })
    expect([code, out], err).toEqual([0, expect.stringContaining(`as ${organisation.admin.name}`)])
  })

  test('the token is in a file of its owner, and the password nowhere', () => {
    expect(statSync(credentialsFile).mode & 0o077).toBe(0)
    const text = readFileSync(credentialsFile, 'utf8')
    expect(text).toMatch(/tl_[0-9a-f]{32}_/)
    expect(text).not.toContain(organisation.admin.password)
  })

  test('runs are started, listed, paused, resumed and watched', async () => {
    const one = async (...args: string[]) => JSON.parse((await run(['run', ...args, '--json'])).out)
    const started = await one('start', 'recompute', plan.project.id)
    const watched = await run(['run', 'watch', started.id])
    expect(watched).toMatchObject({ code: 0, out: expect.stringMatching(/recompute\s+completed/) })
    const paused = await one('pause', started.id)
    expect(paused.state).toBe('paused')
    expect((await run(['runs'])).out).toMatch(new RegExp(`${paused.id}\\s+recompute\\s+paused.*resume`))
    expect((await one('resume', paused.id)).state).toBe('completed')
    expect(await run(['run', 'resume', paused.id])).toMatchObject({ code: 1 })
    expect(await run(['run', 'fly', paused.id])).toMatchObject({ code: 2 })
  })

  test('projects, tasks, runs and reasons are told', async () => {
    expect((await run(['whoami'])).out).toContain(organisation.admin.email)
    expect((await run(['projects'])).out).toContain('Two tasks')
    const { out } = await run(['tasks', 'Two tasks', '--json'])
    expect(JSON.parse(out).map(({ name }: { name: string }) => name)).toEqual(['First', 'Second'])
    expect((await run(['tasks', 'Two tasks'])).out).toMatch(/Second\s+2026-03-03 08:00\s+2026-03-03 17:00/)
    expect((await run(['runs', plan.project.id])).out).toMatch(/run 1\s+completed/)
    expect((await run(['why', plan.second, '--field', 'start'])).out).toContain('First')
    expect(await run(['tasks', 'Nowhere'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no project Nowhere'),
    })
  })

  test('any operation can be called, and a problem says what and where', async () => {
    const project = await run(['call', 'getProject', '--param', `projectId=${plan.project.id}`])
    expect(JSON.parse(project.out).name).toBe('Two tasks')
    const bad = ['call', 'patchTask', '--param', `taskId=${plan.first}`, '--body', '{"durationMinutes":-1}']
    expect(await run(bad)).toMatchObject({ code: 1, err: expect.stringContaining('body.durationMinutes') })
    expect(await run(['call', 'getProjet'])).toMatchObject({ code: 2 })
    expect(await run(['call', 'getProject'])).toMatchObject({ code: 2, err: expect.stringContaining('projectId') })
  })

  test('a file is imported after a look at what it would change', async () => {
    const file = join(home, 'plan.xml')
    writeFileSync(file, makeMspdi(20))
    const refused = await run(['import', file, '--name', 'Not wanted'], { answers: 'n\n' })
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was written.') })
    expect(refused.err).toMatch(/New \d+, changed 0, deleted 0/)
    const { code, out, err } = await run(['import', file, '--name', 'From a shell', '--yes'])
    expect([code, out], err).toEqual([0, expect.stringMatching(/^Imported \d+ rows into project/)])
    expect((await run(['projects'])).out).toMatch(/From a shell .* 20 tasks/)
    expect(await run(['import', join(home, 'none.xml')])).toMatchObject({ code: 2 })
  })

  test('what happens in a project is said as it happens, until it is interrupted', async () => {
    const watching = start(['watch', plan.project.id])
    await until(() => watching.told.err.includes('Watching Two tasks'), { what: 'the watch', withinMs: 20_000 })
    const body = { durationMinutes: 960 }
    await clientOf(api.url, organisation.admin).call('patchTask', { params: { taskId: plan.first }, body })
    const isTold = () => watching.told.out.includes('plan.changed') && watching.told.out.includes('plan.computed')
    await until(isTold, { what: 'the change and its dates', withinMs: 20_000 })
    watching.child.kill('SIGINT')
    expect(await watching.ended).toBe(0)
  })

  test('a sign-out revokes the token', async () => {
    const { token } = JSON.parse(readFileSync(credentialsFile, 'utf8'))
    expect(await run(['sign-out'])).toMatchObject({ code: 0 })
    const env = { THROUGHLINE_URL: api.url, THROUGHLINE_TOKEN: token }
    expect(await run(['projects'], { env })).toMatchObject({ code: 1, err: expect.stringContaining('Sign in') })
  })
})
