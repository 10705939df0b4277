import { NotFoundError, ProblemError } from '@throughline/contract'
import { isStaleCredential } from '@throughline/database'
import { expect, it } from 'vitest'
import { packError, unpackError } from './packed-error.ts'

/** As it comes to the other side of a message port. */
const across = (error: unknown) => unpackError(structuredClone(packError(error)))

it('keeps what a caller is told', () => {
  const conflict = new ProblemError('link-cycle', { detail: 'A cycle.', cycle: [{ id: 'a', name: 'A' }] })
  expect(across(conflict)).toBeInstanceOf(ProblemError)
  expect((across(conflict) as ProblemError).toProblem()).toEqual(conflict.toProblem())
  expect((across(new NotFoundError('task')) as ProblemError).toProblem()).toEqual(new NotFoundError('task').toProblem())
})

it('keeps the code and the stack of other errors', () => {
  const stale = Object.assign(new RangeError('over'), { code: 'TL401' })
  const came = across(stale)
  expect([came.name, came.message, came.stack]).toEqual(['RangeError', 'over', stale.stack])
  expect(isStaleCredential(came)).toBe(true)
})

it('makes an error of what is none', () => {
  expect(across('a word')).toMatchObject({ name: 'Error', message: 'a word' })
})
