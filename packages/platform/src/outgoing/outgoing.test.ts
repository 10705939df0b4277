import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { guardedLookup, type ResolvedAddress } from './guarded-lookup.ts'
import { createOutgoing } from './outgoing.ts'
import type { OutgoingFailure } from './outgoing-error.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port = 0
const seen: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.url ?? '')
    if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/target` }).end()
    else if (request.url === '/large') response.end('x'.repeat(5_000))
    else if (request.url === '/parts') response.write('a', () => response.end('x'.repeat(4_999)))
    else if (request.url?.startsWith('/busy?'))
      response.writeHead(429, { 'retry-after': decodeURIComponent(request.url.slice('/busy?'.length)) }).end()
    else if (request.url === '/stops') response.write('a')
    else if (request.url === '/breaks')
      response.writeHead(200, { 'content-length': 10 }).write('a', () => response.destroy())
    else if (request.url !== '/silent') response.writeHead(200, { 'content-type': 'text/plain' }).end('here')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const answering =
  (...answers: readonly (readonly string[])[]) =>
  async (): Promise<ResolvedAddress[]> => {
    const [now = []] = answers.length > 1 ? (answers as string[][]).splice(0, 1) : answers
    return now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: { failure?: string }) => error.failure,
  )

/** What each of these is refused for, before anything is connected. */
const refused: readonly (readonly [string, OutgoingFailure])[] = [
  ['http://127.0.0.1/', 'address-not-allowed'],
  ['http://127.1/', 'address-not-allowed'],
  ['http://127.0.1/', 'address-not-allowed'],
  ['http://2130706433/', 'address-not-allowed'],
  ['http://0x7f000001/', 'address-not-allowed'],
  ['http://0x7f.0.0.1/', 'address-not-allowed'],
  ['http://0177.0.0.1/', 'address-not-allowed'],
  ['http://017700000001/', 'address-not-allowed'],
  ['http://127.0.0.1./', 'address-not-allowed'],
  ['http://%31%32%37.0.0.1/', 'address-not-allowed'],
  ['http://１２７.0.0.1/', 'address-not-allowed'],
  ['http://127。0。0。1/', 'address-not-allowed'],
  ['http://0.0.0.0/', 'address-not-allowed'],
  ['http://0/', 'address-not-allowed'],
  ['http://0.1.2.3/', 'address-not-allowed'],
  ['http://10.0.0.1/', 'address-not-allowed'],
  ['http://172.16.0.1/', 'address-not-allowed'],
  ['http://172.31.255.255/', 'address-not-allowed'],
  ['http://192.168.1.1/', 'address-not-allowed'],
  ['http://169.254.169.254/latest/meta-data/', 'address-not-allowed'],
  ['http://2852039166/', 'address-not-allowed'],
  ['http://100.64.0.1/', 'address-not-allowed'],
  ['http://192.0.0.1/', 'address-not-allowed'],
  ['http://192.0.2.1/', 'address-not-allowed'],
  ['http://198.51.100.7/', 'address-not-allowed'],
  ['http://203.0.113.9/', 'address-not-allowed'],
  ['http://198.18.0.1/', 'address-not-allowed'],
  ['http://192.88.99.1/', 'address-not-allowed'],
  ['http://224.0.0.1/', 'address-not-allowed'],
  ['http://239.255.255.255/', 'address-not-allowed'],
  ['http://240.0.0.1/', 'address-not-allowed'],
  ['http://255.255.255.255/', 'address-not-allowed'],
  ['http://[::]/', 'address-not-allowed'],
  ['http://[::1]/', 'address-not-allowed'],
  ['http://[0:0:0:0:0:0:0:1]/', 'address-not-allowed'],
  ['http://[::ffff:127.0.0.1]/', 'address-not-allowed'],
  ['http://[::ffff:8.8.8.8]/', 'address-not-allowed'],
  ['http://[::ffff:a9fe:a9fe]/', 'address-not-allowed'],
  ['http://[::127.0.0.1]/', 'address-not-allowed'],
  ['http://[::ffff:0:127.0.0.1]/', 'address-not-allowed'],
  ['http://[64:ff9b::7f00:1]/', 'address-not-allowed'],
  ['http://[64:ff9b:1::a00:1]/', 'address-not-allowed'],
  ['http://[2002:7f00:1::]/', 'address-not-allowed'],
  ['http://[2001:0:7f00:1::]/', 'address-not-allowed'],
  ['http://[fc00::1]/', 'address-not-allowed'],
  ['http://[fd12:3456:789a::1]/', 'address-not-allowed'],
  ['http://[fe80::1]/', 'address-not-allowed'],
  ['http://[fec0::1]/', 'address-not-allowed'],
  ['http://[ff02::1]/', 'address-not-allowed'],
  ['http://[2001:db8::1]/', 'address-not-allowed'],
  ['http://[3fff::1]/', 'address-not-allowed'],
  ['http://[100::1]/', 'address-not-allowed'],
  ['http://[4000::1]/', 'address-not-allowed'],
  ['http://localhost/', 'address-not-allowed'],
  ['http://LOCALHOST./', 'address-not-allowed'],
  ['http://user@example.com/', 'invalid-address'],
  ['http://user:secret@example.com/', 'invalid-address'],
  ['http://example.com@127.0.0.1/', 'invalid-address'],
  ['ftp://example.com/', 'invalid-address'],
  ['file:///etc/passwd', 'invalid-address'],
  ['gopher://127.0.0.1:6379/_INFO', 'invalid-address'],
  ['javascript:alert(1)', 'invalid-address'],
  ['//example.com/', 'invalid-address'],
  ['no address', 'invalid-address'],
  ['http://example.com:22/', 'port-not-allowed'],
  ['https://example.com:6379/', 'port-not-allowed'],
  ['http://127.0.0.1:8000/', 'port-not-allowed'],
]

describe('an address is refused', () => {
  const outgoing = createOutgoing({ allowedHosts: [], resolve: answering(['127.0.0.1', '::1']) })
  test.each(refused)('%s', async (address, failure) => {
    expect(await failureOf(outgoing.send(address))).toBe(failure)
  })

  test.each([
    ['one of them is private', ['93.184.215.14', '10.1.2.3']],
    ['the only one is that of the metadata of a cloud', ['169.254.169.254']],
    ['it is mapped', ['::ffff:127.0.0.1']],
    ['it is translated', ['64:ff9b::a00:1']],
    ['it has a zone', ['fe80::1%lo']],
  ] as const)('by what its name resolves to: %s', async (_, addresses) => {
    const { send } = createOutgoing({ allowedHosts: [], resolve: answering(addresses) })
    expect(await failureOf(send('https://hook.example.com/'))).toBe('address-not-allowed')
  })
})

test.each(['93.184.215.14', '8.8.8.8', '172.15.0.1', '172.32.0.1', '100.63.255.255', '2606:4700::1111'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

test('a name that is public when it is checked and private when it is used is refused, each connection by its one lookup', async () => {
  const lookup = guardedLookup(answering(['93.184.215.14'], ['127.0.0.1']), false)
  const look = () =>
    new Promise((resolve) =>
      lookup('rebind.example.com', { all: true }, (error, addresses) => resolve(error ?? addresses)),
    )
  expect(await look()).toEqual([{ address: '93.184.215.14', family: 4 }])
  expect(await look()).toMatchObject({ failure: 'address-not-allowed' })

  const answers = [['127.0.0.1'], ['10.255.255.1']]
  let asked = 0
  const resolve = async () => {
    asked += 1
    return (answers.shift() ?? []).map((address) => ({ address, family: 4 }))
  }
  const { send } = createOutgoing({ allowedHosts: ['pinned.example.com'], resolve })
  expect(await send(`http://pinned.example.com:${port}/`)).toMatchObject({ status: 200 })
  expect(asked).toBe(1)
})

describe('with a host that the operator allows', () => {
  const at = (path: string) => `http://127.0.0.1:${port}${path}`

  test('it is reached, at any port or at the one that is named', async () => {
    const answer = await createOutgoing({ allowedHosts: ['127.0.0.1'] }).send(at('/'))
    expect(answer).toMatchObject({ status: 200, contentType: 'text/plain' })
    expect(answer.body.toString()).toBe('here')
    expect(await createOutgoing({ allowedHosts: [`127.0.0.1:${port}`] }).send(at('/'))).toMatchObject({ status: 200 })
    expect(await failureOf(createOutgoing({ allowedHosts: ['127.0.0.1:1'] }).send(at('/')))).toBe('port-not-allowed')
    expect(await failureOf(createOutgoing({ allowedHosts: ['localhost'] }).send(at('/')))).toBe('port-not-allowed')
  })

  test('how long to leave it alone is read, in seconds or as a date', async () => {
    const restOf = async (said: string) =>
      (await createOutgoing({ allowedHosts: ['127.0.0.1'] }).send(at(`/busy?${encodeURIComponent(said)}`)))
        .retryAfterSeconds
    expect(await restOf('30')).toBe(30)
    const soon = await restOf(new Date(Date.now() + 60_000).toUTCString())
    expect(soon).toBeGreaterThan(50)
    expect(soon).toBeLessThanOrEqual(60)
    expect(await restOf('Thu, 01 Jan 2026 00:00:00 GMT')).toBe(0)
    expect(await restOf('later')).toBeNull()
  })

  test('a redirect is refused and not followed', async () => {
    expect(await failureOf(createOutgoing({ allowedHosts: ['127.0.0.1'] }).send(at('/moved')))).toBe('redirected')
    expect(seen).not.toContain('/target')
  })

  test('an answer that is too large is refused, or cut', async () => {
    const { send } = createOutgoing({ allowedHosts: ['127.0.0.1'] })
    expect(await failureOf(send(at('/large'), { mostBytes: 4_999 }))).toBe('too-large')
    expect((await send(at('/large'), { mostBytes: 5_000 })).body.length).toBe(5_000)
    expect((await send(at('/large'), { mostBytes: 100, whenLarger: 'cut' })).body.length).toBe(100)
  })

  describe('a file', () => {
    const limits = { mostBytes: 5_000, mostMilliseconds: 5_000, silentMilliseconds: 5_000 }
    const receive = (path: string, given: Partial<typeof limits> & { signal?: AbortSignal } = {}) =>
      createOutgoing({ allowedHosts: ['127.0.0.1'] }).receive(at(path), { ...limits, ...given }, async (file) => {
        const parts = []
        for await (const part of file.body) parts.push(part)
        return { status: file.status, byteCount: file.byteCount, read: Buffer.concat(parts).length }
      })

    test('comes in parts, with or without its length said before', async () => {
      expect(await receive('/large')).toEqual({ status: 200, byteCount: 5_000, read: 5_000 })
      expect(await receive('/parts')).toEqual({ status: 200, byteCount: null, read: 5_000 })
    })

    test('is refused when it is too large, by what is said and by what comes', async () => {
      expect(await failureOf(receive('/large', { mostBytes: 4_999 }))).toBe('too-large')
      expect(await failureOf(receive('/parts', { mostBytes: 4_999 }))).toBe('too-large')
    })

    test('is given up when nothing comes, when it takes too long, when it breaks off, and when somebody says so', async () => {
      expect(await failureOf(receive('/silent', { silentMilliseconds: 300 }))).toBe('timed-out')
      expect(await failureOf(receive('/stops', { silentMilliseconds: 300 }))).toBe('timed-out')
      expect(await failureOf(receive('/stops', { mostMilliseconds: 300 }))).toBe('timed-out')
      expect(await failureOf(receive('/breaks'))).toBe('not-reachable')
      expect(await failureOf(receive('/stops', { signal: AbortSignal.timeout(100) }))).toBeDefined()
    })

    test('is not asked for behind a redirect, nor at an address that is not public', async () => {
      expect(await failureOf(receive('/moved'))).toBe('redirected')
      expect(seen).not.toContain('/target')
      const guarded = createOutgoing({ allowedHosts: [], resolve: answering(['10.0.0.1']) })
      const take = () => Promise.reject(new Error('it was asked for'))
      expect(await failureOf(guarded.receive('http://127.0.0.1/', limits, take))).toBe('address-not-allowed')
      expect(await failureOf(guarded.receive('https://plans.example.com/', limits, take))).toBe('address-not-allowed')
    })

    test('an error of who takes it is not one of the request', async () => {
      const failing = createOutgoing({ allowedHosts: ['127.0.0.1'] }).receive(at('/large'), limits, () =>
        Promise.reject(new RangeError('full')),
      )
      await expect(failing).rejects.toThrow(RangeError)
    })
  })

  test('who does not answer in time, or is not there, is told by kind', async () => {
    const { send } = createOutgoing({ allowedHosts: ['127.0.0.1'], timeoutMilliseconds: 300 })
    expect(await failureOf(send(at('/silent')))).toBe('timed-out')
    expect(await failureOf(send('http://127.0.0.1:1/'))).toBe('not-reachable')
    const slow = createOutgoing({
      allowedHosts: [],
      resolve: () => new Promise(() => undefined),
      timeoutMilliseconds: 300,
    })
    expect(await failureOf(slow.send('http://slow.example.com/'))).toBe('timed-out')
    const nowhere = createOutgoing({ allowedHosts: [], resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    expect(await failureOf(nowhere.send('http://nowhere.example.com/'))).toBe('name-not-found')
  })
})

test('a request comes as it was given', async () => {
  const received = await new Promise<{ body: string; headers: NodeJS.Dict<string | string[]> }>((resolve) => {
    server.once('request', async (request) => {
      const pieces = []
      for await (const piece of request) pieces.push(piece)
      resolve({ body: Buffer.concat(pieces).toString(), headers: request.headers })
    })
    const { send } = createOutgoing({ allowedHosts: ['127.0.0.1'] })
    void send(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'x-told': 'yes' }, body: 'ä' })
  })
  expect(received.body).toBe('ä')
  expect(received.headers['x-told']).toBe('yes')
})
