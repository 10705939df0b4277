import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import { workflowTypes } from '@throughline/contract/temporal'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../harness/root.ts'
import { ensureBuild } from '../harness/service/index.ts'

const folder = join(import.meta.dirname, 'histories')
const names = readdirSync(folder).map((file) => file.replace(/\.json$/, ''))
const textOf = (name: string) => readFileSync(join(folder, `${name}.json`), 'utf8')
const historyOf = (name: string): unknown => JSON.parse(textOf(name))

let codePath = ''
beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) })
  codePath = join(await ensureBuild(['workflows']), 'workflows.js')
})

test.each(names)('the workflows of today replay the history %s', async (name) => {
  await Worker.runReplayHistory({ workflowBundle: { codePath } }, historyOf(name))
})

test('each workflow type has a history', () => {
  const recorded = names.map((name) => /"workflowType":\s*\{\s*"name":\s*"(\w+)"/.exec(textOf(name))?.[1])
  expect(new Set(recorded)).toEqual(new Set(Object.values(workflowTypes)))
})

test('a workflow whose steps change places is caught', async () => {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/test-support/reordered-import.ts'),
    logger: new DefaultLogger('ERROR', () => {}),
  })
  const replay = Worker.runReplayHistory({ workflowBundle: { code } }, historyOf('import-completed'))
  await expect(replay).rejects.toThrow(/DeterminismViolation|[Nn]ondeterminism/)
})

describe('histories tell nothing of people and machines', () => {
  test.each(names)('%s', (name) => {
    const text = textOf(name)
    const identities = new Set(text.match(/"identity": "[^"]*"/g))
    expect([...identities].every((identity) => /"throughline-(worker|api)"/.test(identity))).toBe(true)
    const payloads = [...text.matchAll(/"data": "([^"]*)"/g)].map(([, data = '']) => atob(data)).join('\n')
    expect(text + payloads).not.toMatch(/\w@[a-z]|\/(home|root|tmp|work|usr|var|Users)\//i)
  })
})
