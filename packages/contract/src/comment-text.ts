/**
 * Text of comments: Markdown, in which `@[Name](person:UUID)` mentions somebody. The id counts; the name is what the
 * author saw, and stays when the person is called otherwise later.
 */
const mention = /@\[([^\]\n]{1,200})\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/gi

/** People that one comment tells at most. */
export const maximumMentions = 50

/** What mentions somebody, as it stands in the text. */
export const mentionOf = ({ id, name }: { id: string; name: string }): string =>
  `@[${
    name
      .replace(/[[\]\n]/g, ' ')
      .trim()
      .slice(0, 200)
      .toWellFormed() || 'someone'
  }](person:${id})`

/** Ids of those that a text mentions, each once, in its order; whether they are anybody is another question. */
export const mentionedIn = (body: string): string[] => [
  ...new Set([...body.matchAll(mention)].map(([, , id = '']) => id.toLowerCase())),
]

/** The text with other ids of people, for where they have others. */
export const withMentions = (body: string, idOf: (id: string) => string): string =>
  body.replace(mention, (_, name: string, id: string) => `@[${name}](person:${idOf(id.toLowerCase())})`)

/** A text and its mentions, in order. */
export type CommentPart = { readonly text: string } | { readonly personId: string; readonly name: string }

export function partsOfComment(body: string): CommentPart[] {
  const parts: CommentPart[] = []
  let from = 0
  for (const found of body.matchAll(mention)) {
    const [whole, name = '', personId = ''] = found
    if (found.index > from) parts.push({ text: body.slice(from, found.index) })
    parts.push({ personId: personId.toLowerCase(), name })
    from = found.index + whole.length
  }
  if (from < body.length) parts.push({ text: body.slice(from) })
  return parts
}

const longestExcerpt = 240

/** The start of a comment on one line, mentions as names: what inboxes and mails show of it. */
export function excerptOf(body: string): string {
  const line = partsOfComment(body)
    .map((part) => ('text' in part ? part.text : `@${part.name}`))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > longestExcerpt ? `${line.slice(0, longestExcerpt - 1).toWellFormed()}…` : line
}
