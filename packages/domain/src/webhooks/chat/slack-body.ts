import type { ChatMessage } from './chat-message.ts'

/**
 * A message for an incoming webhook of Slack. By its documentation
 * - the body has `blocks`, and `text` for where these are not shown, such as notifications
 *   (https://api.slack.com/messaging/webhooks);
 * - `&`, `<` and `>` are escaped in all texts, and nothing else (https://api.slack.com/reference/surfaces/formatting):
 *   without `<` nobody is mentioned and nothing becomes a link;
 * - a section has 3,000 characters at most (https://api.slack.com/reference/block-kit/blocks): each line has one of its own.
 * What people wrote stands in `plain_text`, in which `*` and `_` are what they are; only our own words are `mrkdwn`.
 */
export function slackBody({ headline, lines, at, link }: ChatMessage): object {
  const moment = Math.floor(Date.parse(at) / 1_000)
  const when = `<!date^${moment}^{date_short_pretty}, {time}|${escaped(at)}>`
  const where = link ? [`<${escaped(link.url)}|${escaped(link.words)}>`] : []
  return {
    text: [headline, ...lines].map(escaped).join('\n'),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      ...[headline, ...lines].map(section),
      { type: 'context', elements: [{ type: 'mrkdwn', text: [when, ...where].join(' · ') }] },
    ],
  }
}

const section = (line: string) => ({ type: 'section', text: { type: 'plain_text', text: escaped(line), emoji: false } })

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
