// Reads XML as a stream and hands over the elements of interest one at a time, so that memory does
// not grow with what a file holds besides. Entities and document types are refused, not expanded.
import { SaxesParser } from 'saxes'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'
import { emptyPile } from './text-pile.ts'
import { pileElement } from './xml-markup.ts'
import type { XmlRecord } from './xml-record.ts'

export interface RecordHandlers {
  readonly rootName: string
  /** What the file should be, for the message when its root is another. */
  readonly fileKind: string
  /** Which elements are records, by the element below the root that holds them; null for those right below it. */
  readonly isRecord: (name: string, holder: string | null) => boolean
  /** Whether what is in an element that is a record, or right inside one, becomes elements; else it stays markup. Left out: always. */
  readonly isLookedInto?: (name: string) => boolean
  /** Elements inside records that are skipped with all they hold. */
  readonly skipped: ReadonlySet<string>
  /**
   * Under what name the markup of an element right inside a record is collected, for elements of which there may be very
   * many; null for those that stay elements.
   */
  readonly collectedAs: (element: XmlRecord) => string | null
  readonly onRecord: (record: XmlRecord) => void
  /** An element right below the root that is not a record itself begins; the records that follow may be in it. */
  readonly onHolder?: (name: string) => void
  /** A processing instruction after the root. */
  readonly onRemark?: (target: string, text: string) => void
  readonly onBytes: (bytes: number) => void
}

const MAXIMUM_DEPTH = 64
const DECLARED_ENCODING = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/

/** Throws FormatError for what is not well-formed, too deep, has a document type or another root. */
export async function parseRecords(source: AsyncIterable<Uint8Array>, handlers: RecordHandlers): Promise<void> {
  const builder = new RecordBuilder(handlers)
  for await (const { text, bytes } of decodeText(source, declaredEncoding)) {
    builder.write(text)
    handlers.onBytes(bytes)
  }
  builder.end()
}

/** The first character is “<”, which shows text that is two bytes wide. */
function declaredEncoding(head: Uint8Array): string {
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be'
  const text = new TextDecoder('latin1').decode(head.subarray(0, 200))
  const declared = DECLARED_ENCODING.exec(text)?.[1] ?? 'utf-8'
  // Without a byte order mark, a declaration that can be read byte by byte is not in UTF-16.
  return /^utf-?16/i.test(declared) ? 'utf-8' : declared
}

const NONE: readonly XmlRecord[] = []

class RecordBuilder {
  readonly #parser = new SaxesParser({ position: true })
  readonly #handlers: RecordHandlers
  readonly #open: string[] = []
  /** The elements of the record that is being read, outermost first. */
  readonly #building: XmlRecord[] = []
  /** How many of them are looked into. */
  #lookedInto = 0
  /** How deep the element is that is being skipped; 0 when none is. */
  #skippingFrom = 0
  #startLine = 1
  #startColumn = 1
  #hasRoot = false

  constructor(handlers: RecordHandlers) {
    this.#handlers = handlers
    this.#parser.on('error', (error) => this.#fail(notWellFormed(error.message)))
    this.#parser.on('doctype', () => this.#fail('The file has a document type (DOCTYPE), which is refused'))
    this.#parser.on('opentagstart', () => this.#markTagStart())
    this.#parser.on('opentag', (tag) => this.#openTag(tag))
    this.#parser.on('closetag', () => this.#closeTag())
    this.#parser.on('text', (text) => this.#addText(text))
    this.#parser.on('cdata', (text) => this.#addText(text))
  }

  write(text: string): void {
    this.#parser.write(text)
  }

  end(): void {
    if (!this.#hasRoot && this.#open.length === 0) this.#fail('The file is empty')
    this.#parser.close()
  }

  /** Only after the root: with one handler more the parser takes twice as long. */
  #lookForRemarks(): void {
    this.#parser.on('processinginstruction', ({ target, body }) => this.#handlers.onRemark?.(target, body))
  }

  #markTagStart(): void {
    this.#startLine = this.#parser.line
    this.#startColumn = this.#parser.column
  }

  #openTag(tag: { readonly name: string }): void {
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    this.#open.push(name)
    const depth = this.#open.length
    if (depth > MAXIMUM_DEPTH) this.#fail(`Elements are nested more than ${MAXIMUM_DEPTH} deep`)
    if (depth === 1) this.#checkRoot(name)
    if (this.#skippingFrom > 0) return
    const isRecord = depth > 1 && this.#building.length === 0 && this.#isRecord(name, depth)
    if (this.#building.length === 0 && !isRecord) {
      if (depth === 2) this.#handlers.onHolder?.(name)
      return
    }
    if (!isRecord && this.#handlers.skipped.has(name)) {
      this.#skippingFrom = depth
      return
    }
    const path = isRecord ? this.#open.join('/') : `${this.#building.at(-1)?.path}/${name}`
    if (this.#lookedInto === this.#building.length && this.#isLookedInto(name, depth)) this.#lookedInto += 1
    const { line, column } = { line: this.#startLine, column: this.#startColumn }
    this.#building.push({ name, path, line, column, text: '', children: NONE, markup: null })
  }

  /** A list's rows are; of all else it is asked by its name, and so it is of what is right inside. */
  #isLookedInto(name: string, depth: number): boolean {
    const inside = this.#building.length
    return inside > 1 || (inside === 0 && depth === 3) || (this.#handlers.isLookedInto?.(name) ?? true)
  }

  #closeTag(): void {
    const depth = this.#open.length
    this.#open.pop()
    if (depth === 1) this.#lookForRemarks()
    if (this.#skippingFrom > 0) {
      if (depth === this.#skippingFrom) this.#skippingFrom = 0
      return
    }
    const element = this.#building.pop()
    if (element === undefined) return
    const holder = this.#building.at(-1)
    if (this.#building.length < this.#lookedInto) this.#lookedInto = this.#building.length
    if (holder === undefined) this.#handlers.onRecord(element)
    else if (this.#building.length > this.#lookedInto) pileElement(holder, element)
    else if (this.#building.length > 1 || !this.#isCollected(holder, element)) addChild(holder, element)
  }

  #isCollected(record: XmlRecord, element: XmlRecord): boolean {
    const name = this.#handlers.collectedAs(element)
    if (name === null) return false
    let collected = record.children.findLast((each) => each.name === name)
    if (collected === undefined) {
      collected = { ...element, name, text: '', children: NONE, markup: emptyPile() }
      addChild(record, collected)
    }
    pileElement(collected, element)
    return true
  }

  #addText(text: string): void {
    const record = this.#building.at(-1)
    if (record !== undefined && this.#skippingFrom === 0) record.text += text
  }

  #isRecord(name: string, depth: number): boolean {
    if (depth === 2) return this.#handlers.isRecord(name, null)
    return depth === 3 && this.#handlers.isRecord(name, this.#open[1] ?? '')
  }

  #checkRoot(name: string): void {
    this.#hasRoot = true
    const { rootName, fileKind } = this.#handlers
    if (name === rootName) return
    this.#fail(`This is not ${fileKind}: it starts with <${name.slice(0, 60)}>, not <${rootName}>`)
  }

  #fail(message: string): never {
    throw new FormatError(message, {
      line: this.#parser.line,
      column: this.#parser.column,
      path: this.#open.join('/'),
    })
  }
}

function addChild(holder: XmlRecord, child: XmlRecord): void {
  if (holder.children === NONE) holder.children = [child]
  else (holder.children as XmlRecord[]).push(child)
}

/** Messages of the parser start with the place, "3:10: unexpected close tag.". */
function notWellFormed(message: string): string {
  const reason = message.replace(/^[^\s]*?\d+:\d+:\s*/, '').replace(/\.$/, '')
  const isEntity = /^(undefined|malformed) (character )?entity/.test(reason)
  return isEntity
    ? 'The file is not well-formed XML: an entity (&…;) is not defined here, or stands for no character'
    : `The file is not well-formed XML: ${reason}`
}
