import { NotFoundError } from '@throughline/contract'
import { FileStoreError } from '@throughline/platform'
import { expect, test } from 'vitest'
import { toProblemError } from './to-problem-error.ts'

const withCode = (code: string) => Object.assign(new Error('secret detail of the database'), { code })

test.each([
  ['ECONNREFUSED', 'unavailable'],
  ['57P01', 'unavailable'],
  ['53300', 'unavailable'],
  ['08P01', 'unavailable'],
  ['57014', 'unavailable'],
  ['40P01', 'unavailable'],
  ['55P03', 'unavailable'],
  ['22021', 'bad-request'],
  ['22P05', 'bad-request'],
  ['23505', 'conflict'],
])('code %s is %s, without its message', (code, type) => {
  const problem = toProblemError(withCode(code))
  expect(problem?.type).toBe(type)
  expect(JSON.stringify(problem?.toProblem())).not.toContain('secret')
  expect(problem?.details.retryAfterSeconds).toBe(type === 'unavailable' ? 1 : undefined)
})

test('a full disk is told of as such', () => {
  expect(toProblemError(withCode('53100'))?.message).toContain('no room')
})

test('a bucket that is away is told of, without what it said', () => {
  const error = new FileStoreError('the file storage answered 403 AccessDenied', { mayPass: false })
  const problem = toProblemError(error)?.toProblem()
  expect(problem).toMatchObject({ status: 503, type: '/problems/unavailable' })
  expect(problem?.detail).toContain('storage for uploaded files')
  expect(JSON.stringify(problem)).not.toContain('AccessDenied')
})

test('a lost connection without a code is known by its message', () => {
  expect(toProblemError(new Error('Connection terminated unexpectedly'))?.type).toBe('unavailable')
})

test.each([new Error('a bug'), withCode('42703'), withCode('23503'), 'text', undefined])(
  '%s is nothing to tell of',
  (error) => {
    expect(toProblemError(error)).toBeNull()
  },
)

test('a problem stays what it is', () => {
  const problem = new NotFoundError('task')
  expect(toProblemError(problem)).toBe(problem)
})
