import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadLocalSettings } from '@throughline/platform'
import { describe, expect, it } from 'vitest'
import { overLoopback } from './database-urls.ts'
import { serviceEnvironment, setupEnvironment } from './environment.ts'
import { isNewEnough, parseGoVersion } from './go-install.ts'
import { describeHome } from './home.ts'
import { renderPgbouncerIni, renderUserList } from './pgbouncer.ts'
import { parseMajor } from './postgres-binaries.ts'
import { ensureSecret, makePassword } from './secrets.ts'
import { socketFolder } from './socket-folder.ts'
import { serverArguments } from './temporal.ts'

import { downloadAddress } from './temporal-download.ts'
import { developmentValues } from './temporal-tuning.ts'

const secrets = { superuser: 'S', owner: 'O', app: 'A', monitor: 'M' }

describe('PgBouncer', () => {
  const ports = { pgbouncer: 6433, postgres: 5433 }
  const ini = renderPgbouncerIni('/home/pgbouncer', ports, '/home/sockets')

  it('pools by transaction, asks for passwords, and listens on the loopback only', () => {
    expect(ini).toContain('\npool_mode = transaction\n')
    expect(ini).toContain('\nauth_type = scram-sha-256\n')
    expect(ini).toContain('\nlisten_addr = 127.0.0.1\n')
    expect(ini).toContain('\nunix_socket_dir = /home/sockets\n')
    expect(ini).toContain('* = host=/home/sockets port=5433')
  })

  it('has no sockets where their path would be too long', () => {
    const deep = renderPgbouncerIni('/home/pgbouncer', ports, socketFolder(`/${'deep/'.repeat(20)}`))
    expect(deep).toContain('\nunix_socket_dir = \n')
    expect(deep).toContain('* = host=127.0.0.1 port=5433')
    expect(socketFolder('/home/a b')).toBeUndefined()
    expect(socketFolder('/home/stack')).toBe('/home/stack/sockets')
  })

  it('sets nothing that version 1.18 does not know', () => {
    expect(ini).not.toContain('max_prepared_statements')
  })

  it('knows the roles that may sign in, and not the superuser', () => {
    expect(renderUserList(secrets)).toBe('"throughline_app" "A"\n"throughline_owner" "O"\n"throughline_monitor" "M"\n')
  })
})

describe('the environment of the services', () => {
  const settings = loadLocalSettings({ PATH: '/bin', THROUGHLINE_HOME: tmpdir(), ADMIN_PASSWORD_FILE: '/run/admin' })
  const parts = { settings, home: describeHome(settings.home, undefined), ports: settings.ports, secrets, pooled: true }

  it('leads through PgBouncer, and never as the owner of the tables', () => {
    const env = serviceEnvironment(parts)
    const sockets = encodeURIComponent(join(tmpdir(), 'sockets'))
    expect(env.DATABASE_URL).toBe(`postgres://throughline_app:A@127.0.0.1:6433/throughline?host=${sockets}`)
    expect(overLoopback(env.DATABASE_URL ?? '')).toBe('postgres://throughline_app:A@127.0.0.1:6433/throughline')
    expect(env.DATABASE_DIRECT_URL).toBe('postgres://throughline_app:A@127.0.0.1:5433/throughline')
    expect(JSON.stringify(env)).not.toMatch(/throughline_owner|\/run\/admin/)
  })

  it('gives the owner and the admin password to the set-up only', () => {
    expect(setupEnvironment(parts)).toMatchObject({
      DATABASE_DIRECT_URL: 'postgres://throughline_owner:O@127.0.0.1:5433/throughline',
      ADMIN_PASSWORD_FILE: '/run/admin',
    })
  })

  it('hands the bucket of uploaded files on, and where its secret is', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'key')
    writeFileSync(file, 'secret')
    const given = {
      IMPORT_STORAGE_URL: 's3://plans/files',
      S3_ACCESS_KEY_ID: 'id',
      S3_SECRET_ACCESS_KEY_FILE: file,
    }
    const withBucket = loadLocalSettings(given)
    expect(withBucket.files).toEqual({
      place: 's3://plans/files?region=us-east-1',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    })
    expect(serviceEnvironment({ ...parts, settings: withBucket })).toMatchObject(given)
    rmSync(dirname(file), { recursive: true })
  })

  it('connects directly where there is no PgBouncer', () => {
    expect(serviceEnvironment({ ...parts, pooled: false }).DATABASE_URL).toContain(':5433/')
  })

  it('leaves what exists elsewhere as it was given', () => {
    const elsewhere = loadLocalSettings({
      TEMPORAL_ADDRESS: 'temporal:7233',
      SMTP_URL: 'smtp://mail:25',
      PUBLIC_URL: 'https://plan.example',
    })
    const env = serviceEnvironment({ ...parts, settings: elsewhere })
    expect(env).toMatchObject({
      TEMPORAL_ADDRESS: 'temporal:7233',
      SMTP_URL: 'smtp://mail:25',
      PUBLIC_URL: 'https://plan.example',
    })
  })
})

describe('programs', () => {
  it('reads versions', () => {
    expect(parseMajor('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)')).toBe(15)
    expect(parseMajor('no such thing')).toBe(0)
    expect(parseGoVersion('go version go1.19.8 linux/amd64')).toEqual([1, 19])
    expect(parseGoVersion('bash: go: command not found')).toBeUndefined()
  })

  it('builds Temporal with Go 1.21 and newer', () => {
    expect([isNewEnough([1, 20], [1, 21]), isNewEnough([1, 21], [1, 21]), isNewEnough([2, 0], [1, 21])]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('downloads Temporal for this kind of machine', () => {
    expect(downloadAddress('linux', 'x64')).toBe(
      'https://temporal.download/cli/archive/latest?platform=linux&arch=amd64',
    )
    expect(downloadAddress('darwin', 'arm64')).toMatch(/platform=darwin&arch=arm64$/)
  })

  it('runs Temporal on the loopback, tuned, with its state in a file', () => {
    const line = serverArguments('/data/temporal.db', 7233, 8233).join(' ')
    expect(line).toContain('--ip 127.0.0.1 --port 7233 --ui-port 8233 --db-filename /data/temporal.db')
    expect(line).toContain('--sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal')
    expect(line).toContain('--dynamic-config-value history.transferProcessorMaxPollRPS=1000')
    expect(line.match(/--dynamic-config-value/g)).toHaveLength(developmentValues.length)
  })
})

describe('secrets', () => {
  it('are made once, and only the owner can read them', () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
    try {
      const file = join(folder, 'deep', 'secret')
      const made = ensureSecret(file)
      expect(made).toMatch(/^[\w-]{43}$/)
      expect(ensureSecret(file)).toBe(made)
      expect(statSync(file).mode & 0o777).toBe(0o600)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('are passwords that can be typed', () => {
    const passwords = Array.from({ length: 50 }, makePassword)
    for (const password of passwords) expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){4}$/)
    expect(new Set(passwords).size).toBe(50)
  })
})
