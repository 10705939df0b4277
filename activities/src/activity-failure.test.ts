import { ApplicationFailure, CancelledFailure } from '@temporalio/common'
import { NotFoundError } from '@throughline/contract'
import { FileStoreError } from '@throughline/platform'
import { expect, test } from 'vitest'
import { toFailure } from './activity-failure.ts'

const databaseError = (code: string) => Object.assign(new Error('Key (name)=(Ada) is taken'), { code })

test('a history keeps no text that may quote a row', () => {
  for (const error of [databaseError('40001'), new Error('no room for Ada'), new NotFoundError('Ada')])
    expect(toFailure(error).message).not.toContain('Ada')
})

test.each([
  ['40001', false],
  ['57P01', false],
  ['08006', false],
  ['22P02', true],
  ['23505', true],
])('the database answer %s is final: %s', (code, nonRetryable) => {
  expect(toFailure(databaseError(code))).toMatchObject({ type: 'DatabaseError', nonRetryable })
})

test('defects are final, everything else is tried again', () => {
  expect(toFailure(new TypeError('x is not a function'))).toMatchObject({ type: 'TypeError', nonRetryable: true })
  expect(toFailure(new Error('connect ECONNREFUSED'))).toMatchObject({ nonRetryable: false })
  expect(toFailure('a text')).toMatchObject({ type: 'UnknownError', nonRetryable: false })
})

test('a bucket that cannot be used is named as such, and asked again', () => {
  const error = new FileStoreError('the file storage answered 403 AccessDenied', { mayPass: false })
  expect(toFailure(error)).toMatchObject({ message: error.message, type: 'FileStoreError', nonRetryable: false })
})

test('what activities say in the words of Temporal stays as it is', () => {
  const failure = ApplicationFailure.nonRetryable('There is no such import', 'NotFoundError')
  const cancelled = new CancelledFailure('CANCELLED')
  expect([toFailure(failure), toFailure(cancelled)]).toEqual([failure, cancelled])
})
