import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mountWebClient } from './web-client.ts'

const root = mkdtempSync(join(tmpdir(), 'throughline-web-'))
let server: Server
let url = ''
beforeAll(async () => {
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<title>Throughline</title>')
  writeFileSync(join(root, 'assets/index-abc123.js'), 'run()')
  const app = express()
  mountWebClient(app, root)
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(root, { recursive: true })
})

const get = (path: string, accept = 'text/html') => fetch(`${url}${path}`, { headers: { accept } })

test.each(['/', '/projects/1', '/sign-in', '/index.html'])(
  '%s is the client, asked for anew each time',
  async (path) => {
    const response = await get(path)
    expect(await response.text()).toContain('Throughline')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  },
)

test('assets are kept', async () => {
  expect((await get('/assets/index-abc123.js')).headers.get('cache-control')).toBe(
    'public, max-age=31536000, immutable',
  )
})

test.each(['/assets/gone.js', '/api/v2/projects', '/api', '/gone.js', '/..%2f..%2fetc/passwd.js'])(
  '%s is not there',
  async (path) => {
    expect((await get(path, '*/*')).status).toBeGreaterThanOrEqual(400)
  },
)
