import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SettingsError } from './setting-source.ts'
import { loadLocalSettings, loadSettings } from './settings.ts'

const needed = {
  DATABASE_URL: 'postgres://app:pw@127.0.0.1:6433/throughline',
  DATABASE_DIRECT_URL: 'postgres://app:pw@127.0.0.1:5433/throughline',
  SESSION_SECRET: 'x'.repeat(32),
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    loadSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('loadSettings', () => {
  it('fills what is not set with defaults', () => {
    const settings = loadSettings(needed)
    expect(settings.appEnv).toBe('production')
    expect(settings.api).toMatchObject({
      host: '127.0.0.1',
      port: 8000,
      publicUrl: 'http://localhost:8000',
      corsOrigins: [],
    })
    expect(settings.temporal).toEqual({
      address: '127.0.0.1:7233',
      namespace: 'default',
      uiUrl: 'http://localhost:8233',
    })
    expect(settings.worker.taskQueues).toEqual(['planning', 'imports', 'notifications', 'email', 'maintenance'])
    expect(settings.signInProviders).toEqual([])
  })

  it('names every missing and every wrong setting at once', () => {
    expect(problemsOf({ DATABASE_URL: 'mysql://x', PORT: '80a', APP_ENV: 'live', SESSION_SECRET: 'short' })).toEqual([
      'DATABASE_DIRECT_URL is missing',
      'APP_ENV must be one of production, development, test',
      'PORT must be a whole number from 1 to 65535',
      'SESSION_SECRET must have at least 32 characters',
      'DATABASE_URL must be an address that starts with postgres:// or postgresql://',
    ])
  })

  it('takes hosts as they are compared, and pauses in seconds', () => {
    const { outgoing, webhooks, worker } = loadSettings({
      ...needed,
      OUTGOING_ALLOWED_HOSTS: 'hooks.internal:8443, 10.0.0.5,[fd00::1]:443',
      WEBHOOK_RETRY_SECONDS: '1, 20',
      IMPORT_FETCH_RETRY_SECONDS: '2',
    })
    expect(outgoing.allowedHosts).toEqual(['hooks.internal:8443', '10.0.0.5', '[fd00::1]:443'])
    expect(webhooks.retrySeconds).toEqual([1, 20])
    expect(worker.importFetchRetrySeconds).toEqual([2])
    for (const host of ['http://hooks.internal', 'Hooks.internal', '10.5', 'hooks.internal/x', 'a b'])
      expect(problemsOf({ ...needed, OUTGOING_ALLOWED_HOSTS: host })).toEqual([
        'OUTGOING_ALLOWED_HOSTS must be hosts such as hooks.example.com or 10.0.0.5:8080, between commas',
      ])
  })

  it('never repeats a value in the message', () => {
    const secret = 'hunter2hunter2'
    const problems = problemsOf({ ...needed, SESSION_SECRET: secret, SMTP_URL: secret, ADMIN_PASSWORD: 'short' })
    expect(problems).toHaveLength(3)
    expect(problems.join()).not.toMatch(/hunter2|short/)
  })

  it('asks only for what the process needs', () => {
    expect(
      loadSettings({ DATABASE_DIRECT_URL: needed.DATABASE_DIRECT_URL }, ['DATABASE_DIRECT_URL']).database.url,
    ).toBe('')
    expect(() => loadSettings({}, ['DATABASE_DIRECT_URL'])).toThrow(
      /A setting is wrong or missing.*\n {2}DATABASE_DIRECT_URL is missing/,
    )
  })

  it('counts an empty value as absent', () => {
    expect(loadSettings({ ...needed, PORT: '' }).api.port).toBe(8000)
  })

  it('reads lists', () => {
    const settings = loadSettings({
      ...needed,
      WORKER_TASK_QUEUES: 'planning, imports',
      CORS_ORIGIN: 'https://a.example,http://b.example:81',
    })
    expect(settings.worker.taskQueues).toEqual(['planning', 'imports'])
    expect(settings.api.corsOrigins).toEqual(['https://a.example', 'http://b.example:81'])
    expect(problemsOf({ ...needed, CORS_ORIGIN: 'https://a.example/path' })).toHaveLength(1)
    expect(loadSettings({ ...needed, TRUSTED_PROXIES: 'loopback,10.0.0.0/8, fd00::1' }).api.trustedProxies).toEqual([
      ...['loopback', '10.0.0.0/8', 'fd00::1'],
    ])
    for (const wrong of ['*', 'true', '10.0.0.0/33', '10.0.0.0/0', 'proxy.example'])
      expect(problemsOf({ ...needed, TRUSTED_PROXIES: wrong })).toHaveLength(1)
    expect(problemsOf({ ...needed, WORKER_TASK_QUEUES: 'planning,other' })).toHaveLength(1)
  })

  it('keeps files in the database, or in a bucket for which it has credentials', () => {
    const bucket = { ...needed, IMPORT_STORAGE_URL: 's3://plans/files/?region=eu-west-1' }
    const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'key' }
    expect(loadSettings(needed).files).toEqual({ place: null, credentials: null })
    expect(loadSettings({ ...bucket, ...keys }).files).toEqual({
      place: 's3://plans/files?region=eu-west-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'key' },
    })
    expect(problemsOf({ ...bucket, S3_ACCESS_KEY_ID: 'id' })).toEqual([
      'S3_SECRET_ACCESS_KEY is missing, which IMPORT_STORAGE_URL needs',
    ])
    expect(problemsOf({ ...needed, ...keys, IMPORT_STORAGE_URL: 's3://id:hunter2@plans' })).toEqual([
      'IMPORT_STORAGE_URL must be s3://BUCKET/PREFIX?region=REGION&endpoint=URL, without credentials',
    ])
  })

  const openId = {
    id: 'corp',
    label: 'Corp',
    issuer: 'https://id.example.com',
    clientId: 'us',
    clientSecret: 'hunter2',
  }
  const providersOf = (...given: object[]) => ({ ...needed, OIDC_PROVIDERS: JSON.stringify(given) })

  it('takes any number of providers of sign-in', () => {
    const other = { ...openId, id: 'other', scopes: 'openid email', trustsEmail: true }
    const github = { GITHUB_CLIENT_ID: 'us', GITHUB_CLIENT_SECRET: 'hunter2', GITHUB_URL: 'https://git.example.com/' }
    expect(loadSettings({ ...providersOf(openId, other), ...github }).signInProviders).toEqual([
      {
        ...{ kind: 'github', id: 'github', label: 'GitHub', url: 'https://git.example.com', trustsEmail: false },
        ...{ clientId: 'us', clientSecret: 'hunter2' },
      },
      { kind: 'oidc', ...openId, scopes: 'openid email profile', trustsEmail: false },
      { kind: 'oidc', ...other },
    ])
    expect(problemsOf({ ...needed, GITHUB_CLIENT_ID: 'us' })).toEqual([
      'GITHUB_CLIENT_SECRET is missing, which GITHUB_CLIENT_ID needs',
    ])
  })

  it.each([
    ['no JSON', 'hunter2'],
    ['one without a secret', JSON.stringify([{ ...openId, clientSecret: '' }])],
    ['an id that is no part of an address', JSON.stringify([{ ...openId, id: 'a/b' }])],
    ['the id of another', JSON.stringify([openId, openId])],
    ['the id of GitHub', JSON.stringify([{ ...openId, id: 'github' }])],
    ['an issuer without TLS', JSON.stringify([{ ...openId, issuer: 'http://id.example.com' }])],
    ['a field that is not known', JSON.stringify([{ ...openId, trustEmail: true }])],
    ['scopes that ask for no identity', JSON.stringify([{ ...openId, scopes: 'email' }])],
  ])('refuses providers with %s, and tells no value', (_, given) => {
    const problems = problemsOf({ ...needed, OIDC_PROVIDERS: given })
    expect(problems).toHaveLength(1)
    expect(problems.join()).toMatch(/^OIDC_PROVIDERS /)
    expect(problems.join()).not.toContain('hunter2')
  })

  it('arms faults outside production only', () => {
    const armed = { ...needed, THROUGHLINE_FAULT: 'import:batch-written#3:sleep:250' }
    expect(loadSettings(armed).fault).toBeUndefined()
    expect(loadSettings({ ...armed, APP_ENV: 'test' }).fault).toEqual({
      point: 'import:batch-written',
      count: 3,
      action: { kind: 'sleep', milliseconds: 250 },
    })
    for (const wrong of ['recompute:explode', 'edit:after-commit:explode', 'edit:no-such-point:exit'])
      expect(problemsOf({ ...needed, THROUGHLINE_FAULT: wrong })).toHaveLength(1)
  })
})

describe('a setting from a file', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'settings-'))
    writeFileSync(join(folder, 'secret'), `${'s'.repeat(40)}\n`)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const { SESSION_SECRET: _, ...others } = needed

  it('is read without its last line break', () => {
    expect(loadSettings({ ...others, SESSION_SECRET_FILE: join(folder, 'secret') }).api.sessionSecret).toBe(
      's'.repeat(40),
    )
  })

  it('that is not there is named', () => {
    expect(problemsOf({ ...others, SESSION_SECRET_FILE: join(folder, 'none') })).toEqual([
      'SESSION_SECRET_FILE names a file that cannot be read: ENOENT',
    ])
  })

  it('beside the same setting as a value is refused', () => {
    expect(problemsOf({ ...needed, SESSION_SECRET_FILE: join(folder, 'secret') })).toEqual([
      'SESSION_SECRET and SESSION_SECRET_FILE are both set: keep one',
    ])
  })
})

describe('loadLocalSettings', () => {
  it('needs nothing and knows which parts exist elsewhere', () => {
    const local = loadLocalSettings({
      TEMPORAL_ADDRESS: 'temporal.example:7233',
      IMAP_URL: 'imaps://bounces:secret@imap.example/INBOX',
      POSTGRES_PORT: '15433',
      PATH: '/a:/b',
    })
    expect(local.existing).toMatchObject({ temporalAddress: 'temporal.example:7233', databaseUrl: undefined })
    expect(local.existing.imapUrl).toBe('imaps://bounces:secret@imap.example/INBOX')
    expect(local.ports).toMatchObject({ postgres: 15_433, api: 8000 })
    expect(local.searchPath).toEqual(['/a', '/b'])
    expect(local.appEnv).toBeUndefined()
  })

  it('does not read the password file, which may not have been made yet', () => {
    expect(loadLocalSettings({ ADMIN_PASSWORD_FILE: '/nowhere/password' }).adminPasswordFile).toBe('/nowhere/password')
  })
})
