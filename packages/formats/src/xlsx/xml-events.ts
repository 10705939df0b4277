import { SaxesParser } from 'saxes'
import { decodeText } from '../decode-text.ts'
import { FormatError } from '../format-error.ts'

export interface XmlHandlers {
  /** Names are without their prefix. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void
  readonly close: (name: string) => void
  readonly text?: (text: string) => void
}

const MAXIMUM_DEPTH = 64

/**
 * Reads a part of a spreadsheet and pauses after each piece of it, so that what the handlers found can be handed on.
 * Throws FormatError for what is not well-formed, too deep or has a document type; `line` is the row that is read.
 */
export async function* xmlEvents(
  source: AsyncIterable<Uint8Array>,
  part: string,
  handlers: XmlHandlers,
  line: () => number = () => 1,
): AsyncGenerator<void> {
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false })
  const fail = (reason: string): never => {
    throw new FormatError(`The part “${part}” of the spreadsheet ${reason}`, { line: line(), column: 0 })
  }
  let depth = 0
  parser.on('error', ({ message }) => fail(`is not well-formed XML: ${message.replace(/\.$/, '')}`))
  parser.on('doctype', () => fail('has a document type (DOCTYPE), which is refused'))
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > MAXIMUM_DEPTH) fail(`has elements nested more than ${MAXIMUM_DEPTH} deep`)
    handlers.open(bare(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    depth -= 1
    handlers.close(bare(name))
  })
  const { text } = handlers
  if (text !== undefined) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  for await (const piece of decodeText(source, () => 'utf-8')) {
    parser.write(piece.text)
    yield
  }
  parser.close()
}

export async function readXml(source: AsyncIterable<Uint8Array>, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of xmlEvents(source, part, handlers));
}

function bare(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}
