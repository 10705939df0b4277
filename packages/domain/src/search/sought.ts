import { partsOfComment } from '@throughline/contract'
import type { Sought } from '@throughline/database'

/** More words than this find nothing that fewer would not. */
const mostWords = 8

const literally = (word: string): string => word.replace(/[\\%_]/g, '\\$&')

/** An index of three letters each answers for longer words; of shorter ones only that something begins with them. */
export function soughtBy(text: string): Sought {
  const words = text.trim().split(/\s+/).slice(0, mostWords)
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '')
  const part = literally(longest)
  return {
    text: text.trim(),
    patterns: words.map((word) => `%${literally(word)}%`),
    probe: longest.length < 3 ? [`${part}%`, `% ${part}%`] : null,
  }
}

/** As in the database: 0 is the whole text, 1 its beginning, 2 the beginning of a word, 3 elsewhere; null: not found. */
export function rankOf(name: string, { text, patterns }: Sought): number | null {
  const [said, wanted] = [name.toLowerCase(), text.toLowerCase()]
  const words = patterns.map((pattern) => pattern.slice(1, -1).replace(/\\(.)/g, '$1').toLowerCase())
  if (!words.every((word) => said.includes(word))) return null
  if (said === wanted) return 0
  if (said.startsWith(wanted)) return 1
  return said.includes(` ${wanted}`) ? 2 : 3
}

const around = 60

/** What stands around the first of the words in a comment; mentions are told by their names. */
export function excerptOf(body: string, { text }: Sought): string {
  const said = partsOfComment(body).map((part) => ('text' in part ? part.text : `@${part.name}`))
  const plain = said.join('').replace(/\s+/g, ' ').trim()
  const [first = ''] = text.toLowerCase().split(/\s+/)
  const at = Math.max(0, plain.toLowerCase().indexOf(first))
  const from = Math.max(0, at - around)
  const to = at + first.length + around
  return `${from > 0 ? '…' : ''}${plain.slice(from, to).trim()}${to < plain.length ? '…' : ''}`
}
