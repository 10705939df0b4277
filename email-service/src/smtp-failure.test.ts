import { failureTypes } from '@throughline/contract/temporal'
import { describe, expect, it } from 'vitest'
import { isNotDeliverable, toFailure } from './smtp-failure.ts'

const smtpError = (fields: object) => Object.assign(new Error('550 <anna@example.com> unknown'), fields)

const unknownUser = { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550, response: '550 5.1.1 no such user' }

describe('failures of SMTP', () => {
  it.each([
    ['an unknown recipient', unknownUser],
    ['an address that is none', { code: 'EENVELOPE', command: 'API' }],
    [
      'a mail that is refused for good',
      { code: 'EMESSAGE', command: 'DATA', responseCode: 552, response: '552 5.3.4' },
    ],
  ])('%s is not deliverable', (_, fields) => {
    expect(isNotDeliverable(smtpError(fields))).toBe(true)
    expect(toFailure(smtpError(fields))).toMatchObject({ type: failureTypes.notDeliverable, nonRetryable: true })
  })

  it.each([
    ['a server that is down', { code: 'ECONNECTION', command: 'CONN' }],
    ['a full mailbox', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452, response: '452 4.2.2 full' }],
    ['a sign-in that is refused', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8' }],
    ['a server that may not relay', { ...unknownUser, responseCode: 554, response: '554 5.7.1 relay denied' }],
    ['a sender that is refused', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550, response: '550 5.1.0' }],
    ['nothing that is known', {}],
  ])('%s is tried again', (_, fields) => {
    expect(toFailure(smtpError(fields))).toMatchObject({ type: 'MailServerError', nonRetryable: false })
  })

  it('names no address', () => {
    const failure = toFailure(smtpError(unknownUser))
    expect(failure.message).toContain('550')
    expect(`${failure.message} ${JSON.stringify(failure.details)} ${String(failure.cause)}`).not.toContain('anna')
  })
})
