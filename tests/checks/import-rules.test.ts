import { describe, expect, test } from 'vitest'
import { checkModule } from './import-rules.ts'
import { findPackageCycles, packageGraph } from './package-cycles.ts'
import type { Workspace } from './workspaces.ts'

const workspace = (folder: string, name: string, dependencies: readonly string[] = []): Workspace => ({
  folder,
  manifest: {
    name: `@throughline/${name}`,
    exports: { '.': './src/index.ts', ...(name === 'contract' ? { './temporal': './src/temporal.ts' } : {}) },
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, '0.1.0'])),
  },
})
const own = (name: string) => `@throughline/${name}`
const workspaces = [
  workspace('api', 'api', [own('domain'), own('engine'), own('formats'), own('contract'), 'express', 'pino']),
  workspace('workflows', 'workflows', [own('activities'), own('contract'), '@temporalio/workflow']),
  workspace('activities', 'activities', [own('engine')]),
  workspace('packages/engine', 'engine', [own('contract')]),
  workspace('packages/contract', 'contract', [own('engine')]),
  workspace('packages/domain', 'domain'),
  workspace('packages/formats', 'formats'),
  workspace('packages/platform', 'platform', ['pino']),
]
const context = { workspaces, root: { name: 'root', devDependencies: { vitest: '4' } } }

function problemsIn(path: string, text: string): string[] {
  const owner = workspaces.find(({ folder }) => path.startsWith(`${folder}/`))
  if (!owner) throw new Error(`no workspace holds ${path}`)
  return checkModule({ path, text }, owner, context)
}

describe('what the architecture allows', () => {
  test.each([
    ['api/src/a.ts', "import { b } from '@throughline/domain'"],
    ['api/src/compute/a.ts', "import { b } from '@throughline/formats'"],
    ['api/src/a.ts', "import express from 'express'"],
    ['api/src/a.ts', "import { b } from './b.ts'"],
    ['api/src/a.test.ts', "import { test } from 'vitest'"],
    ['api/src/a.integration.test.ts', "import { until } from '@throughline/tests/harness'".replace('/harness', '')],
    ['workflows/src/a.ts', "import type { A } from '@throughline/activities'"],
    ['workflows/src/a.ts', "import { taskQueues } from '@throughline/contract/temporal'"],
    ['packages/contract/src/a.ts', "import type { Plan } from '@throughline/engine'"],
    ['packages/platform/src/settings.ts', 'export const home = process.env.HOME'],
  ])('%s: %s', (path, text) => {
    const testsWorkspace = workspace('tests', 'tests')
    workspaces.push(testsWorkspace)
    expect(problemsIn(path, text)).toEqual([])
    workspaces.pop()
  })
})

describe('what it refuses', () => {
  test.each([
    ['api/src/a.ts', "import { b } from '@throughline/engine'", 'no such arrow'],
    ['api/src/a.ts', "import { b } from '@throughline/formats'", 'no such arrow'],
    ['api/src/computed.ts', "import { b } from '@throughline/formats'", 'no such arrow'],
    ['api/src/a.ts', "import { b } from '@throughline/domain/src/changes.ts'", 'does not export'],
    ['api/src/a.ts', "import { b } from '../../packages/domain/src/index.ts'", 'reaches out of api'],
    ['api/src/a.ts', "import cors from 'cors'", 'does not declare'],
    ['api/src/a.ts', "import { test } from 'vitest'", 'does not declare'],
    ['api/src/a.ts', "import { pino } from 'pino'", 'may not import pino'],
    ['api/src/a.ts', 'const home = process.env.HOME', 'reads the environment'],
    ['api/src/a.ts', "import { readFile } from 'fs'", 'without node:'],
    ['workflows/src/a.ts', "import { A } from '@throughline/activities'", 'only types'],
    ['workflows/src/a.ts', "import { A } from '@throughline/contract'", 'no such arrow'],
    ['workflows/src/a.ts', "import { readFile } from 'node:fs'", 'without Node'],
    ['packages/contract/src/a.ts', "import { schedule } from '@throughline/engine'", 'only types'],
    ['packages/engine/src/a.ts', "import { plan } from '@throughline/contract'", 'no such arrow'],
  ])('%s: %s', (path, text, message) => {
    expect(problemsIn(path, text).join()).toContain(message)
  })
})

test('finds packages that import each other', () => {
  const file = (text: string) => ({ path: 'x.ts', text })
  const graph = packageGraph([
    { owner: own('a'), file: file("import { b } from '@throughline/b'") },
    { owner: own('b'), file: file("import type { c } from '@throughline/c/part'") },
    { owner: own('c'), file: file("import { a } from '@throughline/a'") },
    { owner: own('d'), file: file("import { a } from '@throughline/a'") },
  ])
  expect(findPackageCycles(graph)).toEqual([`${own('a')} -> ${own('b')} -> ${own('c')} -> ${own('a')}`])
})
