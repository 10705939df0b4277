import type { ImportFormat } from './import.ts'

/** What a file is; `refusal` says to a person what it is instead, and what to do. */
export type DetectedFormat =
  | { readonly format: ImportFormat; readonly refusal: null }
  | { readonly format: null; readonly refusal: string }

/** So much of a file tells what it is: the directory of a workbook and the comments before an XML root fit in. */
export const headBytes = 65_536

const formatNames: Readonly<Record<ImportFormat, string>> = {
  mspdi: 'Microsoft Project XML',
  xer: 'a Primavera XER file',
  pmxml: 'Primavera XML',
  csv: 'a CSV table',
  xlsx: 'an Excel workbook',
  json: 'a project as JSON',
}
const readable = 'Microsoft Project XML, Primavera XER or XML, CSV, Excel workbooks (.xlsx) and projects as JSON'

const found = (format: ImportFormat): DetectedFormat => ({ format, refusal: null })
const refused = (what: string, advice = `What can be read: ${readable}.`): DetectedFormat => ({
  format: null,
  refusal: `${what} ${advice}`,
})

/**
 * The format of a file by its beginning: 64 kB of it are enough, the first piece of an upload will do. The name only
 * tells kinds of one container apart, for the advice.
 */
export function detectFormat(head: Uint8Array, fileName: string): DetectedFormat {
  const bytes = head.subarray(0, headBytes)
  if (bytes.length === 0) return refused('The file is empty.', 'Save it again in the program that it comes from.')
  return byMark(bytes, fileName.toLowerCase()) ?? byText(bytes, fileName.toLowerCase())
}

/** As `detectFormat`, when somebody has said what the file is. */
export function confirmFormat(head: Uint8Array, fileName: string, said: ImportFormat | undefined): DetectedFormat {
  const detected = detectFormat(head, fileName)
  if (detected.format === null || said === undefined || said === detected.format) return detected
  return refused(`The file does not look like ${said}:`, `it is ${formatNames[detected.format]}.`)
}

/** What begins with bytes of its own. */
function byMark(bytes: Uint8Array, name: string): DetectedFormat | null {
  const mark = hexOf(bytes)
  if (mark.startsWith('d0cf11e0')) return oldOffice(name)
  if (mark.startsWith('504b0304') || mark.startsWith('504b0506')) return zip(latin(bytes))
  if (mark.startsWith('25504446')) {
    return refused('This is a PDF, which shows a plan but does not hold it.', 'Export the plan itself and import that.')
  }
  if (/^(89504e47|ffd8ff|47494638|424d|49492a00|4d4d002a|52494646)/.test(mark)) return refused('This is a picture.')
  if (/^(1f8b|377abcaf|52617221|425a68)/.test(mark)) {
    return refused('This is an archive.', 'Unpack it, and import the file that is in it.')
  }
  return null
}

function oldOffice(name: string): DetectedFormat {
  if (name.endsWith('.xls')) {
    return refused('This is a workbook of an old Excel (.xls).', 'Save it as .xlsx or as CSV first.')
  }
  if (/\.(doc|ppt|msg|vsd)$/.test(name)) return refused('This is a document of an old Office program.')
  return refused(
    'This is a binary file of Microsoft Project (.mpp), which only that program can read.',
    'Open it there, choose “Save As” and the type “XML Format”, and import the .xml file.',
  )
}

/** The names in an archive stand in it as they are, what is in the files does not. */
function zip(text: string): DetectedFormat {
  if (text.includes('xl/workbook.bin')) {
    return refused('This is a binary workbook of Excel (.xlsb).', 'Save it as .xlsx or as CSV first.')
  }
  if (text.includes('opendocument.spreadsheet')) {
    return refused('This is a workbook of OpenDocument (.ods).', 'Save it as .xlsx or as CSV first.')
  }
  const isOffice = text.includes('[Content_Types].xml')
  if (isOffice && /word\/|ppt\/|visio\//.test(text)) return refused('This is a document of Office, not a workbook.')
  if (isOffice || text.includes('xl/')) return found('xlsx')
  return refused('This is a zip archive.', 'Unpack it, and import the file that is in it.')
}

function byText(bytes: Uint8Array, name: string): DetectedFormat {
  const text = textOf(bytes)
  if (text === null) return refused('This is a binary file of a kind that is not known here.')
  const beginning = text.trimStart()
  if (beginning === '') return refused('The file is empty.', 'Save it again in the program that it comes from.')
  if (beginning.startsWith('<')) return byRoot(beginning)
  if (beginning.startsWith('ERMHDR')) return found('xer')
  if (/^\{\s*["}]|^\[\s*[{[\]]/.test(beginning)) return found('json')
  // A table of one column has nothing between its cells; its name then tells.
  return looksLikeTable(beginning) || /\.(csv|tsv)$/.test(name)
    ? found('csv')
    : refused('This is text, but not a table: its first line has no commas, semicolons or tabs.')
}

const beforeRoot = /^(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<![A-Za-z][^>[]*(?:\[[\s\S]*?\]\s*)?>)*/

/** Names of elements may have a prefix. */
function byRoot(text: string): DetectedFormat {
  const rest = text.slice(beforeRoot.exec(text)?.[0].length ?? 0)
  const root = /^<(?:[\w.-]+:)?([\w.-]+)/.exec(rest)?.[1]
  if (root === undefined) return refused('This looks like XML, but no element can be made out at its beginning.')
  if (root === 'Project') return found('mspdi')
  if (root === 'APIBusinessObjects') return found('pmxml')
  if (root.toLowerCase() === 'html') return refused('This is a web page.')
  const expected = '<Project> (Microsoft Project) or <APIBusinessObjects> (Primavera)'
  return refused(`This is XML of another kind: it starts with <${root.slice(0, 60)}>, not with ${expected}.`)
}

/** Of a line at least that long, the rest is of no interest. */
const longestHeader = 10_000

function looksLikeTable(text: string): boolean {
  const [line = ''] = text.slice(0, longestHeader).split(/\r\n|\r|\n/, 1)
  return /[,;\t|]/.test(line)
}

const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** UTF-16 where a byte order mark or its pattern says so; null for what is not text. */
function textOf(bytes: Uint8Array): string | null {
  const mark = hexOf(bytes)
  const isLittleEndian = mark.startsWith('fffe') || mark.startsWith('3c00')
  const isBigEndian = mark.startsWith('feff') || mark.startsWith('003c')
  const text = isLittleEndian || isBigEndian ? wide(bytes, isLittleEndian) : latin(bytes)
  return text.includes('\0') ? null : text.replace(/^(?:\xef\xbb\xbf|\ufeff)/, '')
}

/** A character for each byte: what formats are told by is ASCII. */
function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}

function wide(bytes: Uint8Array, isLittleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const characters: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    characters.push(String.fromCharCode(view.getUint16(at, isLittleEndian)))
  }
  return characters.join('')
}
