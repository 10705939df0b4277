import { expect, it } from 'vitest'
import { startHealthServer } from './health-server.ts'

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
