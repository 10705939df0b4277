import type { ChatMessage } from './chat-message.ts'

/**
 * A message for a workflow of Teams that posts to a channel when a webhook request is received: an Adaptive Card as the
 * attachment of a message, which is all that workflows take, with 28 KB at most
 * (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using). Texts stand in
 * runs of a RichTextBlock, which knows no Markdown (https://learn.microsoft.com/adaptive-cards/create/textfeatures): there
 * `**` and `[a](b)` are what they are. `{{DATE(…)}}` is a function anywhere, so its braces are parted.
 */
export function teamsBody({ headline, lines, at, link }: ChatMessage): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: parted(headline),
    body: [
      block({ text: parted(headline), weight: 'Bolder' }),
      ...lines.map((line) => block({ text: parted(line) })),
      { type: 'TextBlock', text: whenOf(at), isSubtle: true, size: 'Small', wrap: true },
    ],
    ...(link ? { actions: [{ type: 'Action.OpenUrl', title: link.words, url: link.url }] } : {}),
  }
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  }
}

const block = (run: { text: string; weight?: 'Bolder' }) => ({
  type: 'RichTextBlock',
  inlines: [{ type: 'TextRun', ...run }],
})

const zeroWidth = '\u200B'
const parted = (text: string): string => text.replaceAll('{{', `{${zeroWidth}{`)

/** Shown in the zone of who reads it. The functions take no fractions of seconds. */
function whenOf(at: string): string {
  const moment = `${new Date(at).toISOString().slice(0, 19)}Z`
  return `{{DATE(${moment}, SHORT)}} {{TIME(${moment})}}`
}
