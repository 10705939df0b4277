import { FormatError } from '../format-error.ts'
import { ownedText } from '../owned-text.ts'
import { MAXIMUM_ROW_CHARACTERS } from '../table/source-row.ts'
import { readXml } from './xml-events.ts'
import { decodeXmlText } from './xml-text.ts'
import type { ZipParts } from './zip-parts.ts'

/** They stand in memory while the sheet is read. */
const MAXIMUM_STRINGS = 2_000_000
const MAXIMUM_CHARACTERS = 40_000_000

/** The strings that cells name by their number. Throws FormatError for more than can be taken. */
export async function readSharedStrings(zip: ZipParts, part: string | null): Promise<readonly string[]> {
  if (part === null || !zip.has(part)) return []
  const strings: string[] = []
  const text = stringText()
  let characters = 0
  await readXml(zip.read(part), part, {
    open: text.open,
    text: text.add,
    close: (name) => {
      text.close(name)
      if (name !== 'si') return
      const string = decodeXmlText(text.take())
      characters += string.length
      if (strings.length >= MAXIMUM_STRINGS || characters > MAXIMUM_CHARACTERS) throw tooMany()
      strings.push(ownedText(string))
    },
  })
  return strings
}

/** Collects the text of one string: that of its runs, and not how it is to be pronounced. */
export function stringText(): {
  readonly open: (name: string) => void
  readonly add: (text: string) => void
  readonly close: (name: string) => void
  readonly take: () => string
} {
  let collected = ''
  let isText = false
  let phonetic = false
  return {
    open: (name) => {
      if (name === 'rPh') phonetic = true
      isText = name === 't' && !phonetic
    },
    add: (text) => {
      if (!isText) return
      collected += text
      if (collected.length > MAXIMUM_ROW_CHARACTERS) throw tooMany()
    },
    close: (name) => {
      if (name === 'rPh') phonetic = false
      if (name === 't') isText = false
    },
    take: () => {
      const text = collected
      collected = ''
      return text
    },
  }
}

function tooMany(): FormatError {
  return new FormatError('The spreadsheet has more text than can be read', { line: 1, column: 0 })
}
