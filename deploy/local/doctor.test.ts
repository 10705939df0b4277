import { expect, it } from 'vitest'
import { fileStorageCheck, gatewayState } from './doctor-checks.ts'
import { renderFindings } from './doctor-command.ts'
import { temporalChecks } from './doctor-temporal.ts'

it('says what to do only about what is not well', () => {
  const check = (name: string) => ({ name, advice: `start ${name}`, look: async () => ({ ok: true, detail: '' }) })
  const text = renderFindings(
    [check('PostgreSQL'), check('disk')],
    [
      { ok: true, detail: 'version 15' },
      { ok: false, detail: '0.2 GB free' },
    ],
  )
  expect(text).toBe('✓ PostgreSQL  version 15\n✗ disk        0.2 GB free\n              → start disk')
})

it('reads the state of the gateway from the readiness report', () => {
  expect(gatewayState({ checks: { gateway: { ok: true } } })).toBe(true)
  expect(gatewayState({ checks: { gateway: { ok: false, message: 'x' } } })).toBe(false)
  expect(gatewayState({ checks: { gateway: 'ok' } })).toBe(true)
  expect(gatewayState({ checks: {} })).toBeUndefined()
  expect(gatewayState('<html>')).toBeUndefined()
})

it('looks at the schedule of bounces where a mailbox of them is set', () => {
  const place = { address: '127.0.0.1:1', namespace: 'default', startAdvice: 'npm start' }
  const schedules = (readsBounces: boolean) =>
    temporalChecks({ ...place, readsBounces })
      .map(({ name }) => name)
      .filter((name) => name.startsWith('schedule '))
  const ofEachInstance = [
    'schedule maintenance/recompute-sweep',
    'schedule maintenance/purge',
    'schedule maintenance/due',
  ]
  expect(schedules(false)).toEqual(ofEachInstance)
  expect(schedules(true)).toEqual([...ofEachInstance, 'schedule mail/bounces'])
})

it('finds out that the bucket of uploaded files is away', async () => {
  const place = 's3://plans/files?endpoint=http://127.0.0.1:1'
  const check = fileStorageCheck({ place, credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } })
  await expect(check.look()).rejects.toMatchObject({ name: 'FileStoreError', mayPass: true })
})
