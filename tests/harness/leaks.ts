/** Secrets, and who people are, as tests make them: what stands in no log and in no history. */
const kinds: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a bearer token', /tl_[0-9a-f]{32}_[\w-]{43}/],
  ['the secret of a webhook', /whsec_[\w+/=-]{24}/],
  ['a session cookie', /throughline_session=[\w-]{43}/],
  ['the secret of a link', /#[\w-]{43}\b/],
  ['a password', /correct horse battery staple|seven quiet harbours/],
  ['the address of a person', /[\w.+-]+@example\.com/i],
]

/** What a text holds that it must not, each with its surroundings; the secret itself stays untold. */
export function leaksIn(text: string): string[] {
  return kinds.flatMap(([name, pattern]) => {
    const found = pattern.exec(text)
    if (!found) return []
    const before = text.slice(Math.max(0, found.index - 200), found.index)
    return [`${name} after “${before}”`]
  })
}
