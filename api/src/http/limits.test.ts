import { ProblemError } from '@throughline/contract'
import { expect, test } from 'vitest'
import { mostFiles } from '../compute/compute-pool.ts'
import { createLimits } from './limits.ts'

test('each principal has a share of its own', async () => {
  const limits = createLimits(2)
  await limits.countRequest('ada')
  await limits.countRequest('ada')
  await expect(limits.countRequest('ada')).rejects.toMatchObject({ type: 'too-many-requests' })
  await limits.countRequest('ben')
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
  await expect(limits.countSignIn('10.0.0.1', 'ada@example.com')).rejects.toMatchObject({ status: 429 })
  await limits.forgetSignIns('10.0.0.1', 'ada@example.com')
  await limits.countSignIn('10.0.0.1', 'ada@example.com')
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
