// Reads XML as a stream and hands over the elements of interest one at a time, so that memory does
// not grow with what a file holds besides. Entities and document types are refused, not expanded.
import { SaxesParser } from 'saxes'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'
import type { XmlRecord } from './xml-record.ts'

export interface RecordHandlers {
  readonly rootName: string
  /** Names of elements below the root that are records, by the element that holds them; '' is the root. */
  readonly records: Readonly<Record<string, ReadonlySet<string>>>
  /** Elements inside records that are skipped with all they hold. */
  readonly skipped: ReadonlySet<string>
  readonly onRecord: (record: XmlRecord) => void
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

function declaredEncoding(head: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 200))
  const declared = DECLARED_ENCODING.exec(text)?.[1] ?? 'utf-8'
  // Without a byte order mark, a declaration that can be read byte by byte is not in UTF-16.
  return /^utf-?16/i.test(declared) ? 'utf-8' : declared
}

class RecordBuilder {
  readonly #parser = new SaxesParser({ position: true })
  readonly #handlers: RecordHandlers
  readonly #open: string[] = []
  /** The elements of the record that is being read, outermost first. */
  readonly #building: XmlRecord[] = []
  /** How deep the element is that is being skipped; 0 when none is. */
  #skippingFrom = 0
  #tagStart = { line: 1, column: 1 }
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

  #markTagStart(): void {
    this.#tagStart = { line: this.#parser.line, column: this.#parser.column }
  }

  #openTag(tag: { readonly name: string }): void {
    const name = tag.name.slice(tag.name.indexOf(':') + 1)
    this.#open.push(name)
    const depth = this.#open.length
    if (depth > MAXIMUM_DEPTH) this.#fail(`Elements are nested more than ${MAXIMUM_DEPTH} deep`)
    if (depth === 1) this.#checkRoot(name)
    if (this.#skippingFrom > 0) return
    const isRecord = depth > 1 && this.#building.length === 0 && this.#isRecord(name, depth)
    if (this.#building.length === 0 && !isRecord) return
    if (!isRecord && this.#handlers.skipped.has(name)) {
      this.#skippingFrom = depth
      return
    }
    const record: XmlRecord = { name, path: this.#open.join('/'), ...this.#tagStart, text: '', children: [] }
    this.#building.at(-1)?.children.push(record)
    this.#building.push(record)
  }

  #closeTag(): void {
    const depth = this.#open.length
    this.#open.pop()
    if (this.#skippingFrom > 0) {
      if (depth === this.#skippingFrom) this.#skippingFrom = 0
      return
    }
    const record = this.#building.pop()
    if (record !== undefined && this.#building.length === 0) this.#handlers.onRecord(record)
  }

  #addText(text: string): void {
    const record = this.#building.at(-1)
    if (record !== undefined && this.#skippingFrom === 0) record.text += text
  }

  #isRecord(name: string, depth: number): boolean {
    const holder = depth === 2 ? '' : depth === 3 ? (this.#open[1] ?? '') : null
    return holder !== null && (this.#handlers.records[holder]?.has(name) ?? false)
  }

  #checkRoot(name: string): void {
    this.#hasRoot = true
    if (name === this.#handlers.rootName) return
    this.#fail(`This is not a Microsoft Project XML file: it starts with <${name.slice(0, 60)}>, not <Project>`)
  }

  #fail(message: string): never {
    throw new FormatError(message, {
      line: this.#parser.line,
      column: this.#parser.column,
      path: this.#open.join('/'),
    })
  }
}

/** Messages of the parser start with the place, "3:10: unexpected close tag.". */
function notWellFormed(message: string): string {
  const reason = message.replace(/^[^\s]*?\d+:\d+:\s*/, '').replace(/\.$/, '')
  return `The file is not well-formed XML: ${reason}`
}
