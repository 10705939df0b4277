import { expect, it } from 'vitest'
import { startHealthServer } from './health-server.ts'
import { Counter, Registry } from './metrics.ts'

async function ask(checks: Parameters<typeof startHealthServer>[0]['checks'], path = '/healthz') {
  const server = await startHealthServer({ port: 0, checks })
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
    return { status: response.status, body: response.status === 404 ? null : await response.json() }
  } finally {
    await server.close()
  }
}

it('answers 200 while all checks pass', async () => {
  expect(await ask({ database: () => null })).toEqual({
    status: 200,
    body: { status: 'ok', checks: { database: { ok: true } } },
  })
})

it('answers 503 and says which check fails and why, a throwing one too', async () => {
  const answer = await ask({
    database: () => null,
    temporal: () => 'not connected',
    smtp: async () => {
      throw new Error('refused')
    },
  })
  expect(answer.status).toBe(503)
  expect(answer.body).toEqual({
    status: 'failing',
    checks: {
      database: { ok: true },
      temporal: { ok: false, message: 'not connected' },
      smtp: { ok: false, message: 'refused' },
    },
  })
})

it('knows no other address', async () => {
  expect((await ask({}, '/other')).status).toBe(404)
})

it('shows metrics where there are any', async () => {
  const metrics = new Registry()
  new Counter({ name: 'mails_total', help: 'Mails', registers: [metrics] }).inc(3)
  const server = await startHealthServer({ port: 0, checks: {}, metrics })
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(await response.text()).toContain('mails_total 3')
  } finally {
    await server.close()
  }
})
