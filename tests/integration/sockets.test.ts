import { statSync } from 'node:fs'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testStack } from '../harness/index.ts'

/** Where the other side of PostgreSQL's connection is; null over a socket. */
async function peerOf(url: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ peer: string | null }>('select host(inet_client_addr()) as peer')
    return rows[0]?.peer ?? null
  } finally {
    await client.end()
  }
}

test('services reach the database over sockets that only the account of the stack may come to', async () => {
  const { env, databaseUrl, databaseDirectUrl } = testStack()
  const folder = new URL(env.DATABASE_URL ?? '').searchParams.get('host') ?? ''
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(await peerOf(env.DATABASE_URL ?? '')).toBeNull()
  expect(await peerOf(databaseUrl)).toBeNull()
  expect(await peerOf(databaseDirectUrl)).toBe('127.0.0.1')
})

test('the password is asked for over a socket too', async () => {
  const url = new URL(testStack().env.DATABASE_URL ?? '')
  url.password = 'wrong'
  await expect(peerOf(url.href)).rejects.toThrow(/password authentication failed|SASL/i)
})
