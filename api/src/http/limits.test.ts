import { ProblemError } from '@throughline/contract'
import { expect, test } from 'vitest'
import { mostFiles } from '../compute/compute-pool.ts'
import { type CountedPrincipal, createLimits as createLimitsOn } from './limits.ts'
import { createSharedCounts } from './shared-counts.ts'

/** Of a process that is alone. */
function createLimits(perMinute: number) {
  const store = { add: () => Promise.reject(new Error('alone')), remove: async () => {}, removeExpired: async () => {} }
  return createLimitsOn(perMinute, createSharedCounts({ store, secret: 's', onLost: () => {} }))
}

const session = (personId: string, id = 'one'): CountedPrincipal => ({ kind: 'session', id, personId })
const token = (personId: string, id: string): CountedPrincipal => ({ kind: 'token', id, personId })
const tooMany = { type: 'too-many-requests' }

test('each token has a share of its own, the sessions of a person one together, and the person twice that', async () => {
  const limits = createLimits(2)
  expect(await limits.countRequest(session('ada'))).toMatchObject({
    limit: { name: 'session', points: 2 },
    remaining: 1,
  })
  await limits.countRequest(session('ada', 'other'))
  await expect(limits.countRequest(session('ada', 'third'))).rejects.toMatchObject(tooMany)
  await limits.countRequest(token('ada', 'script'))
  await limits.countRequest(token('ada', 'script'))
  await expect(limits.countRequest(token('ada', 'script'))).rejects.toMatchObject(tooMany)
  await expect(limits.countRequest(token('ada', 'new'))).rejects.toMatchObject(tooMany)
  await limits.countRequest(session('ben'))
})

test('a refusal says how long to wait', async () => {
  const limits = createLimits(1)
  await limits.countAnonymous('10.0.0.1')
  const refusal = await limits.countAnonymous('10.0.0.1').catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ProblemError)
  expect((refusal as ProblemError).details.retryAfterSeconds).toBeGreaterThanOrEqual(1)
  expect((refusal as ProblemError).details.retryAfterSeconds).toBeLessThanOrEqual(60)
})

test('a success forgets the failed sign-ins of that person from that address', async () => {
  const limits = createLimits(100)
  for (let index = 0; index < 10; index++) await limits.countSignIn('10.0.0.1', 'ada@example.com')
  await expect(limits.countSignIn('10.0.0.1', 'Ada@example.com')).rejects.toMatchObject({ status: 429 })
  await limits.forgetSignIns('10.0.0.1', 'ada@example.com')
  await limits.countSignIn('10.0.0.1', 'ada@example.com')
})

test('one address may not try the passwords of many people', async () => {
  const limits = createLimits(120)
  for (let index = 0; index < 20; index++) await limits.countSignIn('2001:db8::1', `${index}@example.com`)
  await expect(limits.countSignIn('2001:db8::2', 'next@example.com')).rejects.toMatchObject(tooMany)
  await limits.countSignIn('2001:db8:0:1::2', 'next@example.com')
})

test('one upload a person, four in all', () => {
  const limits = createLimits(100)
  const release = limits.takeUpload('ada')
  expect(() => limits.takeUpload('ada')).toThrow(ProblemError)
  for (const person of ['ben', 'cy', 'di']) limits.takeUpload(person)
  expect(() => limits.takeUpload('eve')).toThrow(ProblemError)
  release()
  limits.takeUpload('eve')
})

test('two files a person, and so many in all that other answers have places too', () => {
  const limits = createLimits(100)
  const releases = [limits.takeExport('ada'), limits.takeExport('ada')]
  expect(() => limits.takeExport('ada')).toThrow(ProblemError)
  for (let others = 2; others < mostFiles; others += 1) releases.push(limits.takeExport(`person ${others}`))
  expect(() => limits.takeExport('eve')).toThrow(ProblemError)
  releases[0]?.()
  limits.takeExport('eve')
  expect(() => limits.takeExport('ben')).toThrow(ProblemError)
})
