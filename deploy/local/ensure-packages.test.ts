import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkNode, isInstalled } from './ensure-packages.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packages-'))
  mkdirSync(join(folder, 'node_modules'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(lock: object, installed: object | undefined): void {
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, api: {}, ...lock } }))
  if (installed) writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
}

const pino = { 'node_modules/pino': { version: '10.4.0', integrity: 'sha512-a' } }

it('takes an installation for done when it has what the lock file says, optional packages aside', () => {
  write({ ...pino, 'node_modules/fsevents': { version: '2.3.3', optional: true } }, pino)
  expect(isInstalled(folder)).toBe(true)
})

it('does not when something is missing, older or was never installed', () => {
  write(pino, undefined)
  expect(isInstalled(folder)).toBe(false)
  write(pino, {})
  expect(isInstalled(folder)).toBe(false)
  write(pino, { 'node_modules/pino': { version: '10.3.0', integrity: 'sha512-b' } })
  expect(isInstalled(folder)).toBe(false)
})

it('refuses a Node that is too old', () => {
  for (const version of ['18.20.0', '20.19.4']) expect(() => checkNode(version)).toThrow(/20\.20 or newer/)
  for (const version of ['20.20.0', '22.1.0', '24.0.0']) expect(() => checkNode(version)).not.toThrow()
})
