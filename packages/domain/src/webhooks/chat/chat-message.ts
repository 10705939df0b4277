/** What a chat is told, in people's words; how it looks there is up to the chat. All of it is plain text, one line each. */
export interface ChatMessage {
  headline: string
  /** What there is to say besides. */
  lines: readonly string[]
  /** When it happened. */
  at: string
  link: { words: string; url: string } | null
}

/** As much of a text as one line of a chat should have. Escaped for Slack it has five times that at most. */
export const longestLine = 500
