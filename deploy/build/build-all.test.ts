import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createSilentProgress } from '../local/progress.mjs'
import { buildAll } from './build-all.ts'
import { withDependencies, workspaceFolders } from './sources.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'))
  write('package.json', JSON.stringify({ workspaces: ['api', 'packages/*'] }))
  write('package-lock.json', '{}')
  write('deploy/build/build.ts', '')
  manifest('api', { '@throughline/domain': '1', express: '5' })
  manifest('packages/domain', { '@throughline/contract': '1' })
  manifest('packages/contract', {})
  manifest('packages/formats', {})
  write('api/src/main.ts', 'run()')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function manifest(folder: string, dependencies: Record<string, string>): void {
  write(`${folder}/package.json`, JSON.stringify({ name: `@throughline/${folder.split('/').at(-1)}`, dependencies }))
}

function counter() {
  const state = { built: 0 }
  const build = async () => {
    state.built += 1
    write('dist/api.js', 'built')
  }
  const target = { name: 'api', entry: 'api/src/main.ts', output: 'dist/api.js', folder: 'api', build }
  return { state, run: () => buildAll(root, createSilentProgress(), [target]) }
}

it('follows the dependencies between workspace packages', () => {
  expect(withDependencies(root, 'api', workspaceFolders(root))).toEqual(['api', 'packages/contract', 'packages/domain'])
})

it('builds once, and again only when a source that counts has changed', async () => {
  const { state, run } = counter()
  await run()
  await run()
  expect(state.built).toBe(1)
  write('api/src/main.test.ts', 'tests do not count')
  write('packages/formats/src/index.ts', 'nor does what it does not depend on')
  await run()
  expect(state.built).toBe(1)
  write('packages/contract/src/index.ts', 'this does')
  await run()
  expect(state.built).toBe(2)
})

it('builds again what is gone', async () => {
  const { state, run } = counter()
  await run()
  rmSync(join(root, 'dist/api.js'))
  await run()
  expect(state.built).toBe(2)
})

it('does not take a failed build for done, and names it', async () => {
  const target = {
    name: 'api',
    entry: 'api/src/main.ts',
    output: 'dist/api.js',
    folder: 'api',
    build: () => Promise.reject(new Error('syntax')),
  }
  await expect(buildAll(root, createSilentProgress(), [target])).rejects.toThrow('api could not be built: syntax')
  expect(existsSync(join(root, 'dist/.stamp/api'))).toBe(false)
})

it('names what it cannot build because it is not there', async () => {
  const target = {
    name: 'web',
    entry: 'web/index.html',
    output: 'dist/web/index.html',
    folder: 'web',
    build: async () => undefined,
  }
  await expect(buildAll(root, createSilentProgress(), [target])).rejects.toThrow(
    'Cannot build what is not there: web (web/index.html)',
  )
})
