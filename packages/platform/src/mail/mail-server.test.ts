import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { describe, expect, onTestFinished, test } from 'vitest'
import { certificate, key } from '../../test-support/certificate.ts'
import { Conversation } from './conversation.ts'
import { type GuardedMail, type MailServer, requireMailServer } from './mail-server.ts'
import { tryMailServer } from './try-mail-server.ts'

const ports = [25, 465, 587, 2525]
const nobody: GuardedMail = { allowedHosts: [], ports }
const here: GuardedMail = { allowedHosts: ['127.0.0.1', 'mail.example.com'], ports }
const server = (given: Partial<MailServer> = {}): MailServer => ({
  ...{ host: '127.0.0.1', port: 587, tls: 'none', username: null, password: null },
  ...given,
})
const mail = {
  from: { name: 'Harbour', address: 'plans@example.com' },
  replyTo: null,
  to: { name: 'Anna', address: 'anna@example.com' },
  subject: 'A test',
  text: 'The text of the mail.',
}

async function startServer(options: SMTPServerOptions = {}): Promise<number> {
  const smtp = new SMTPServer({ disabledCommands: ['STARTTLS'], authOptional: true, closeTimeout: 100, ...options })
  smtp.on('error', () => undefined)
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  onTestFinished(() => new Promise<void>((closed) => smtp.close(() => closed())))
  return (smtp.server.address() as AddressInfo).port
}

const failureOf = (act: () => unknown): unknown => {
  try {
    act()
    return null
  } catch (error) {
    return (error as { failure?: string }).failure
  }
}

test.each([
  ['127.0.0.1', 587, 'address-not-allowed'],
  ['::1', 587, 'address-not-allowed'],
  ['169.254.169.254', 25, 'address-not-allowed'],
  ['2130706433', 465, 'address-not-allowed'],
  ['mail.example.com', 22, 'port-not-allowed'],
  ['mail.example.com', 6379, 'port-not-allowed'],
  ['mail.example.com/path', 587, 'invalid-address'],
  ['user@mail.example.com', 587, 'invalid-address'],
  ['mail.example.com', 587, null],
  ['93.184.215.14', 465, null],
] as const)('%s at port %i is refused, or not, as it is written: %s', (host, port, failure) => {
  expect(failureOf(() => requireMailServer(server({ host, port, tls: 'starttls' }), nobody))).toBe(failure)
})

test('without TLS only a host that the operator allows is asked', () => {
  const given = server({ host: 'mail.example.com' })
  expect(failureOf(() => requireMailServer(given, nobody))).toBe('address-not-allowed')
  expect(failureOf(() => requireMailServer(given, here))).toBeNull()
})

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254'])(
  'a name that resolves to %s is not connected',
  async (address) => {
    let connected = 0
    const plain: Server = createServer(() => {
      connected += 1
    }).listen(0, '127.0.0.1')
    await once(plain, 'listening')
    onTestFinished(() => void plain.close())
    const { port } = plain.address() as AddressInfo
    const guard: GuardedMail = { allowedHosts: [], ports: [port], resolve: async () => [{ address, family: 4 }] }
    const outcome = await tryMailServer(server({ host: 'rebind.example.com', port, tls: 'starttls' }), guard, mail)
    expect(outcome).toEqual({ isAccepted: false, failure: 'address-not-allowed', conversation: [] })
    expect(connected).toBe(0)
  },
)

test('a name is looked up once, and its address is what is connected to', async () => {
  const port = await startServer()
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return [{ address: '127.0.0.1', family: 4 }]
  }
  const outcome = await tryMailServer(server({ host: 'mail.example.com', port }), { ...here, resolve }, mail)
  expect(outcome).toMatchObject({ isAccepted: true, failure: null })
  expect(asked).toEqual(['mail.example.com'])
})

describe('what is said is told', () => {
  test('both ways, without the mail, the username and the password', async () => {
    const seen: unknown[] = []
    const port = await startServer({
      authMethods: ['PLAIN', 'LOGIN'],
      onAuth: ({ username, password }, _, done) => {
        seen.push(username, password)
        done(null, { user: username })
      },
    })
    const given = server({ port, username: 'plans', password: 'a very secret one' })
    const { isAccepted, conversation } = await tryMailServer(given, here, mail)
    expect(isAccepted).toBe(true)
    expect(seen).toEqual(['plans', 'a very secret one'])
    const lines = conversation.map(({ by, line }) => `${by}: ${line}`)
    expect(lines).toContain('us: AUTH PLAIN …')
    expect(lines.find((line) => line.startsWith('us: MAIL FROM'))).toContain('plans@example.com')
    expect(lines.find((line) => line.startsWith('server: 220'))).toBeDefined()
    const all = lines.join('\n')
    expect(all).not.toContain('The text of the mail')
    for (const secret of ['a very secret one', '\0plans\0a very secret one'])
      for (const text of [secret, Buffer.from(secret).toString('base64')]) expect(all).not.toContain(text)
  })

  test('also where it was refused, and a server that repeats the password does not tell it', async () => {
    const port = await startServer({
      authMethods: ['LOGIN'],
      onAuth: ({ password }, _, done) => done(new Error(`no, not ${password}`)),
    })
    const given = server({ port, username: 'plans', password: 'hunter22' })
    const { isAccepted, failure, conversation } = await tryMailServer(given, here, mail)
    expect([isAccepted, failure]).toEqual([false, 'EAUTH'])
    const lines = conversation.map(({ line }) => line)
    expect(lines).toContain('535 no, not …')
    expect(lines.join('\n')).not.toMatch(/hunter22|aHVudGVyMjI=|cGxhbnM=/)
  })

  test('cut where it is long, and one line where it is not', () => {
    const { hear, lines } = new Conversation({ username: null, password: null })
    for (let count = 0; count < 100; count += 1) hear('server', `250 ${'x'.repeat(1_000)}\u202E\u0007`)
    expect(lines).toHaveLength(60)
    expect(lines[0]?.line.length).toBeLessThanOrEqual(300)
  })
})

test('TLS that was asked for is not left out, and a certificate that nobody vouches for is refused', async () => {
  const plain = await startServer()
  const without = await tryMailServer(server({ port: plain, tls: 'starttls' }), here, mail)
  expect(without).toMatchObject({ isAccepted: false, failure: 'ETLS' })
  expect(without.conversation.map(({ line }) => line).join('\n')).not.toContain('MAIL FROM')
  // With the certificate that the library has for trying out.
  const started = await startServer({ disabledCommands: [] })
  expect(await tryMailServer(server({ port: started, tls: 'starttls' }), here, mail)).toMatchObject({
    ...{ isAccepted: false, failure: 'bad-certificate' },
  })
  const implicit = await startServer({ secure: true })
  expect(await tryMailServer(server({ port: implicit, tls: 'implicit' }), here, mail)).toMatchObject({
    ...{ isAccepted: false, failure: 'bad-certificate', conversation: [] },
  })
})

test('with TLS the name that was given is what the certificate has to be of', async () => {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
  const guard = { ...here, allowedHosts: ['mail.example.com', 'other.example.com'], authorities: certificate, resolve }
  const certified = { key, cert: certificate }
  for (const tls of ['implicit', 'starttls'] as const) {
    const port = await startServer({ ...certified, disabledCommands: [], secure: tls === 'implicit' })
    const right = await tryMailServer(server({ host: 'mail.example.com', port, tls }), guard, mail)
    expect(right, tls).toMatchObject({ isAccepted: true, failure: null })
    const wrong = await tryMailServer(server({ host: 'other.example.com', port, tls }), guard, mail)
    expect(wrong, tls).toMatchObject({ isAccepted: false, failure: 'bad-certificate' })
  }
})

test('a server that says nothing is given up', async () => {
  const silent: Server = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => void silent.close())
  const { port } = silent.address() as AddressInfo
  const begin = performance.now()
  const outcome = await tryMailServer(server({ port }), here, mail, 500)
  expect(outcome).toMatchObject({ isAccepted: false, failure: 'timed-out' })
  expect(performance.now() - begin).toBeLessThan(5_000)
})
