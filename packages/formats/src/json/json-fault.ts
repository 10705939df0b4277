// Finds where JSON breaks, which the parser of the engine does not tell.

const BLANKS = /[ \t\r\n]*/y
const TOKEN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{}[\],:]/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const FIRST_PRINTABLE = 0x20
const SHOWN = 20

type State = 'value' | 'firstKey' | 'key' | 'colon' | 'firstItem' | 'end'

const EXPECTED: Readonly<Record<State, string>> = {
  value: 'a value',
  firstKey: 'a name in quotes, or }',
  key: 'a name in quotes',
  colon: 'a colon',
  firstItem: 'a value, or ]',
  end: 'a comma, or the end of the list or object',
}

export interface JsonFault {
  readonly offset: number
  readonly message: string
}

/** The first place where a text stops being JSON. */
export function jsonFault(text: string): JsonFault {
  const open: string[] = []
  let state: State = 'value'
  let offset = 0
  for (;;) {
    offset = endOf(BLANKS, text, offset) ?? offset
    if (state === 'end' && open.length === 0) return faultAt(text, offset, state)
    const isText = text[offset] === '"'
    const end = isText ? endOfText(text, offset + 1) : endOf(TOKEN, text, offset)
    const next: State | null = end === null ? null : stateAfter(state, text.slice(offset, end), open)
    if (end === null || next === null) return faultAt(text, offset, state)
    if (isText && text[end] !== '"') return { offset: end, message: 'a text does not go on, or end, as it should' }
    state = next
    if (isText) offset = end + 1
    else offset = end
  }
}

/** Where its closing quote is, or what it cannot hold. */
function endOfText(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '"') {
    if (text.charCodeAt(at) < FIRST_PRINTABLE) break
    const next = text[at] === '\\' ? endOf(ESCAPE, text, at) : at + 1
    if (next === null) break
    at = next
  }
  return at
}

function endOf(pattern: RegExp, text: string, from: number): number | null {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : null
}

/** Null for what cannot stand there. */
function stateAfter(state: State, token: string, open: string[]): State | null {
  if (state === 'colon') return token === ':' ? 'value' : null
  if (state === 'key' || (state === 'firstKey' && token !== '}')) return token.startsWith('"') ? 'colon' : null
  const isClosing = token === '}' || token === ']'
  if (isClosing) return state !== 'value' && open.pop() === (token === '}' ? '{' : '[') ? 'end' : null
  if (state === 'end') return token !== ',' ? null : open.at(-1) === '{' ? 'key' : 'value'
  if (token === ',' || token === ':') return null
  if (token !== '{' && token !== '[') return 'end'
  open.push(token)
  return token === '{' ? 'firstKey' : 'firstItem'
}

function faultAt(text: string, offset: number, state: State): JsonFault {
  const found = text.slice(offset, offset + SHOWN).toWellFormed()
  const what = found === '' ? 'it ends' : `“${found}” stands`
  return { offset, message: `${what} where ${EXPECTED[state]} should be` }
}
