import { describe, expect, it } from 'vitest'
import { makeReport } from '../../test-support/report.ts'
import { parseReport } from './parse-report.ts'

const parse = (text: string) => parseReport(new TextEncoder().encode(text))
const messageId = '<0196@plan.example.com>'
const bounce = {
  messageId,
  address: 'anna@example.com',
  status: '5.1.1',
  diagnostic: '550 5.1.1 <anna@example.com>\r\n  unknown',
}

describe('a report of delivery', () => {
  it.each(['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'])(
    'names the mail by its headers (%s), the recipient, and what the server said',
    async (original) => {
      expect(await parse(makeReport({ ...bounce, original }))).toEqual({
        messageIds: [messageId],
        recipients: [
          {
            addresses: ['anna@example.com', 'anna@example.com'],
            action: 'failed',
            status: '5.1.1',
            diagnostic: '550 5.1.1 <anna@example.com> unknown',
          },
        ],
      })
    },
  )

  it('may name the mail in its own fields, or answer it', async () => {
    const named = makeReport({ ...bounce, original: null, fields: [`X-Original-Message-ID: ${messageId}`] })
    expect((await parse(named))?.messageIds).toEqual([messageId])
    const answering = makeReport({ ...bounce, original: null, headers: [`In-Reply-To: ${messageId}`] })
    expect((await parse(answering))?.messageIds).toEqual([messageId])
  })

  it('tells what is delayed from what failed', async () => {
    const report = await parse(makeReport({ ...bounce, action: 'Delayed', status: '4.4.1' }))
    expect(report?.recipients).toMatchObject([{ action: 'delayed', status: '4.4.1' }])
  })
})

it.each([
  ['a note of absence', 'Auto-Submitted: auto-replied\r\nSubject: Out of office\r\n\r\nBack on Monday.'],
  ['what somebody wrote about a bounce', 'Subject: Undeliverable\r\n\r\nAction: failed\r\nStatus: 5.1.1'],
  ['nothing', ''],
])('%s is no report', async (_, text) => {
  expect(await parse(text)).toBeNull()
})
