import { failureTypes } from '@throughline/contract/temporal'
import { describe, expect, it } from 'vitest'
import {
  failureOf,
  isDeadAddress,
  isDeadStatus,
  isNotDeliverable,
  serverWords,
  toFailure,
  wordsOf,
} from './smtp-failure.ts'
import { UnansweredMail } from './watched-mail.ts'

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
    ['a mail over the size that the server announced', { code: 'EMESSAGE', command: 'MAIL FROM' }],
    ['a size that the server does not take', { code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 552 }],
    ['a domain that takes no mail', { ...unknownUser, responseCode: 556, response: '556 5.1.10 null MX' }],
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

  it.each([
    ['refused', unknownUser],
    ['postponed', { code: 'EENVELOPE', command: 'RCPT TO', responseCode: 452 }],
    ['postponed', { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }],
    ['unreachable', { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }],
    ['unreachable', { code: 'ETLS', originalCode: 'CERT_HAS_EXPIRED', command: 'CONN' }],
  ])('are %s: %j', (failure, fields) => {
    expect(failureOf(smtpError(fields))).toBe(failure)
  })

  it('knows an answer that was lost', () => {
    expect(failureOf(new UnansweredMail())).toBe('unanswered')
    expect(toFailure(new UnansweredMail())).toMatchObject({ nonRetryable: false, nextRetryDelay: undefined })
  })

  it('has a server that says no for now asked again after growing pauses, up to half an hour', () => {
    const greylisted = smtpError({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 })
    const minutes = [0, 1, 2, 3, 4, 5, 50].map(
      (before) => Number(toFailure(greylisted, { postponements: before }).nextRetryDelay) / 60_000,
    )
    expect(minutes).toEqual([1, 2, 4, 8, 16, 30, 30])
  })

  it.each([
    ['550 5.1.1 no such user', true],
    ['550 5.2.1 disabled', true],
    ['550 no such user', true],
    ['553 no such name', true],
    ['552 5.2.2 full', false],
    ['550 5.1.8 bad sender', false],
    ['550 5.7.1 policy', false],
    ['554 no', false],
    ['450 4.1.1 later', false],
  ])('tell by %j whether anybody can be reached at the address: %s', (response, isDead) => {
    const fields = { code: 'EENVELOPE', command: 'RCPT TO', responseCode: Number(response.slice(0, 3)), response }
    expect(isDeadAddress(smtpError(fields))).toBe(isDead)
  })

  it('do not say so of an address for what was said to the mail', () => {
    const fields = { code: 'EMESSAGE', command: 'DATA', responseCode: 550, response: '550 spam' }
    expect(isDeadAddress(smtpError(fields))).toBe(false)
    expect(isDeadStatus('5.1.10')).toBe(true)
  })

  it('are told in the words of the server, on one line and without addresses', () => {
    expect(serverWords('550-5.1.1 <anna@example.com>:\r\n550 5.1.1 unknown (anna@example.com)')).toBe(
      '550-5.1.1 <…>: 550 5.1.1 unknown (…)',
    )
    expect(serverWords('5'.repeat(900))).toHaveLength(500)
    expect(wordsOf(smtpError({ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }))).toBe(
      'No answer of the mail server (ESOCKET ECONNREFUSED CONN)',
    )
    expect(wordsOf(smtpError({ code: 'EAUTH', responseCode: 535, response: '535 anna' }))).not.toContain('anna')
  })
})
