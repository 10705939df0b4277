// Cuts an object in JSON into the values of its members, and members that are lists into their rows, while it comes in:
// what stands in memory is one row, however long the file is, and however its lines are broken.
import { FormatError } from '../format-error.ts'
import { type JsonPart, parsePart } from './json-part.ts'

export interface SplitLimits {
  /** Characters of one row. */
  readonly length: number
  /** Of objects and lists within one row. */
  readonly depth: number
}

/** What comes next, as people would say it. */
const NEXT = {
  start: '{',
  firstMember: 'a name in quotes, or }',
  member: 'a name in quotes',
  colon: 'a colon',
  value: 'a value',
  firstRow: 'a row, or ]',
  row: 'a row',
  endOfRow: 'a comma, or ]',
  endOfValue: 'a comma, or }',
  end: 'nothing more',
} as const
type Next = keyof typeof NEXT

const [TAB, NEWLINE, RETURN, BLANK] = [0x09, 0x0a, 0x0d, 0x20]
const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c]
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

export class JsonSplitter {
  readonly #limits: SplitLimits
  readonly #members = new Set<string>()
  #next: Next = 'start'
  #member = ''
  #index: number | null = null
  #parts: JsonPart[] = []
  #line = 1
  /** Where the line begins in the text at hand; below 0 when it began in one before. */
  #lineStart = 0
  /** What of a value came in texts before; null outside of values. */
  #held: string | null = null
  #valueStart = 0
  #valuePlace = { line: 1, column: 1 }
  #depth = 0
  #isInString = false
  #isEscaped = false

  constructor(limits: SplitLimits) {
    this.#limits = limits
  }

  /** The parts that end in the next piece of the file. Throws FormatError for what is no object in JSON. */
  write(text: string): JsonPart[] {
    this.#parts = []
    for (let at = 0; at < text.length; ) at = this.#held === null ? this.#token(text, at) : this.#value(text, at)
    if (this.#held !== null) this.#hold(text, text.length)
    this.#lineStart -= text.length
    return this.#parts
  }

  /** Throws FormatError when the file is cut short. */
  end(): void {
    if (this.#next === 'end') return
    const message = this.#next === 'start' ? 'The file is empty' : 'The file ends before the plan does'
    throw new FormatError(message, { line: this.#line, column: 0 })
  }

  #token(text: string, at: number): number {
    const code = text.charCodeAt(at)
    if (code === NEWLINE) this.#breakLine(at)
    if (code === BLANK || code === NEWLINE || code === RETURN || code === TAB) return at + 1
    switch (this.#next) {
      case 'start':
        return this.#step(code === OPEN_OBJECT, 'firstMember', at)
      case 'firstMember':
        return code === CLOSE_OBJECT ? this.#step(true, 'end', at) : this.#begin(code === QUOTE, at)
      case 'member':
        return this.#begin(code === QUOTE, at)
      case 'colon':
        return this.#step(code === COLON, 'value', at)
      case 'value':
        return code === OPEN_LIST ? this.#step(true, 'firstRow', at) : this.#begin(true, at)
      case 'firstRow':
        return code === CLOSE_LIST ? this.#step(true, 'endOfValue', at) : this.#beginRow(at)
      case 'row':
        return this.#beginRow(at)
      case 'endOfRow':
        return this.#step(code === COMMA || code === CLOSE_LIST, code === COMMA ? 'row' : 'endOfValue', at)
      case 'endOfValue':
        return this.#step(code === COMMA || code === CLOSE_OBJECT, code === COMMA ? 'member' : 'end', at)
      default:
        return this.#fail(at)
    }
  }

  #step(isExpected: boolean, next: Next, at: number): number {
    if (!isExpected) return this.#fail(at)
    this.#next = next
    return at + 1
  }

  #beginRow(at: number): number {
    this.#index = this.#index === null ? 0 : this.#index + 1
    return this.#begin(true, at)
  }

  #begin(isExpected: boolean, at: number): number {
    if (!isExpected) return this.#fail(at)
    this.#held = ''
    this.#valueStart = at
    this.#valuePlace = { line: this.#line, column: at - this.#lineStart + 1 }
    return at
  }

  /** Up to what follows the value, or the end of the text. */
  #value(text: string, from: number): number {
    const isName = this.#next === 'firstMember' || this.#next === 'member'
    let at = from
    for (; at < text.length; at += 1) {
      if (this.#isInString) {
        at = this.#string(text, at)
        continue
      }
      const code = text.charCodeAt(at)
      if (code === NEWLINE) this.#breakLine(at)
      else if (code === QUOTE) this.#isInString = true
      else if (code === OPEN_OBJECT || code === OPEN_LIST) this.#deepen(at)
      else if (this.#depth === 0 && isEnd(code, isName)) {
        this.#finish(text, at)
        return at
      } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) this.#depth -= 1
    }
    return at
  }

  /** The last character of a string, or of the text. */
  #string(text: string, from: number): number {
    let isEscaped = this.#isEscaped
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      if (isEscaped) isEscaped = false
      else if (code === BACKSLASH) isEscaped = true
      else if (code === QUOTE) {
        this.#isInString = false
        this.#isEscaped = false
        return at
      } else if (code === NEWLINE) this.#breakLine(at)
    }
    this.#isEscaped = isEscaped
    return text.length
  }

  #deepen(at: number): void {
    this.#depth += 1
    if (this.#depth > this.#limits.depth) {
      throw this.#error(`Lists and objects are nested more than ${this.#limits.depth} deep`, at)
    }
  }

  #finish(text: string, end: number): void {
    const part = { member: this.#member, index: this.#index, text: this.#hold(text, end), ...this.#valuePlace }
    this.#held = null
    if (this.#next === 'firstMember' || this.#next === 'member') {
      this.#startMember(part)
      return
    }
    this.#next = this.#next === 'value' ? 'endOfValue' : 'endOfRow'
    this.#parts.push(part)
  }

  #hold(text: string, end: number): string {
    const held = (this.#held ?? '') + text.slice(this.#valueStart, end)
    if (held.length > this.#limits.length) {
      const message = `One row of the file is longer than ${this.#limits.length} characters`
      throw new FormatError(message, { ...this.#valuePlace, path: this.#member })
    }
    this.#held = held
    this.#valueStart = 0
    return held
  }

  #startMember(part: JsonPart): void {
    const name = String(parsePart(part))
    if (this.#members.has(name)) throw new FormatError(`The file has two parts “${name}”`, part)
    this.#members.add(name)
    this.#member = name
    this.#index = null
    this.#next = 'colon'
  }

  #breakLine(at: number): void {
    this.#line += 1
    this.#lineStart = at + 1
  }

  #fail(at: number): never {
    const message =
      this.#next === 'start'
        ? 'The file is not a plan in JSON: it does not begin with {'
        : `The file is not JSON: here should stand ${NEXT[this.#next]}`
    throw this.#error(message, at)
  }

  #error(message: string, at: number): FormatError {
    return new FormatError(message, { line: this.#line, column: at - this.#lineStart + 1 })
  }
}

/** What follows a value; after a name that is a colon. */
function isEnd(code: number, isName: boolean): boolean {
  return code === COMMA || code === CLOSE_OBJECT || code === CLOSE_LIST || (isName && code === COLON)
}
