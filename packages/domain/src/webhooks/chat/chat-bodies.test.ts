import { expect, test } from 'vitest'
import type { ChatMessage } from './chat-message.ts'
import { longestLine } from './chat-message.ts'
import { slackBody } from './slack-body.ts'
import { teamsBody } from './teams-body.ts'

const message: ChatMessage = {
  headline: 'Anna changed Bridge',
  lines: ['Added “Piers”'],
  at: '2026-03-02T08:00:00.500Z',
  link: { words: 'Open the project', url: 'https://plan.example.com/projects/1?a=1&b=2' },
}
const hostile =
  '<!channel> & <https://evil.example.com|click> *bold* _it_ `code` :tada: [a](https://evil.example.com) **b** {{DATE(2017-02-14T06:08:39Z,SHORT)}}'

test('a message for Slack has a text to fall back on, sections of plain text, and a line of our own words', () => {
  expect(slackBody(message)).toEqual({
    text: 'Anna changed Bridge\nAdded “Piers”',
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'section', text: { type: 'plain_text', text: 'Anna changed Bridge', emoji: false } },
      { type: 'section', text: { type: 'plain_text', text: 'Added “Piers”', emoji: false } },
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: '<!date^1772438400^{date_short_pretty}, {time}|2026-03-02T08:00:00.500Z> · <https://plan.example.com/projects/1?a=1&amp;b=2|Open the project>',
          },
        ],
      },
    ],
  })
})

test('in Slack markup of people is text: nobody is mentioned, nothing becomes a link', () => {
  const { text, blocks } = slackBody({ ...message, headline: hostile, lines: [hostile] }) as {
    text: string
    blocks: { type: string; text?: { type: string; text: string } }[]
  }
  const escaped = hostile.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  expect(text).toBe(`${escaped}\n${escaped}`)
  expect(text).not.toMatch(/[<>]/)
  const sections = blocks.filter(({ type }) => type === 'section')
  expect(sections.map((each) => each.text)).toEqual(Array(2).fill({ type: 'plain_text', text: escaped, emoji: false }))
})

test('the longest line fits a section of Slack, whatever is in it', () => {
  const { blocks } = slackBody({ ...message, headline: '&'.repeat(longestLine) }) as {
    blocks: { text: { text: string } }[]
  }
  expect(blocks[0]?.text.text.length).toBeLessThanOrEqual(3_000)
})

test('a message for Teams is an Adaptive Card in an attachment', () => {
  expect(teamsBody(message)).toEqual({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: 'Anna changed Bridge',
          body: [
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Anna changed Bridge', weight: 'Bolder' }] },
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Added “Piers”' }] },
            {
              type: 'TextBlock',
              text: '{{DATE(2026-03-02T08:00:00Z, SHORT)}} {{TIME(2026-03-02T08:00:00Z)}}',
              isSubtle: true,
              size: 'Small',
              wrap: true,
            },
          ],
          actions: [{ type: 'Action.OpenUrl', title: 'Open the project', url: message.link?.url }],
        },
      },
    ],
  })
})

test('in Teams what people wrote stands where there is no Markdown, and calls no function', () => {
  const body = teamsBody({ ...message, headline: hostile, lines: [hostile], link: null })
  const { content } = (body as { attachments: { content: { body: Record<string, unknown>[]; actions?: unknown } }[] })
    .attachments[0] ?? { content: { body: [] } }
  expect(content.actions).toBeUndefined()
  const ofPeople = content.body.filter((block) => JSON.stringify(block).includes('channel'))
  expect(ofPeople.map(({ type }) => type)).toEqual(['RichTextBlock', 'RichTextBlock'])
  expect(JSON.stringify(ofPeople)).not.toContain('{{')
  expect(JSON.stringify(ofPeople)).toContain('**b**')
})

test('a card of the longest lines is under 28 KB', () => {
  const lines = Array(6).fill('€'.repeat(longestLine))
  expect(Buffer.byteLength(JSON.stringify(teamsBody({ ...message, lines })))).toBeLessThan(28_000)
})
