import { readXml } from './xml-events.ts'
import type { ZipParts } from './zip-parts.ts'

/** How a number is meant. `moment`: a day with a time. `hours`: a length of time such as 30:15. */
export type NumberKind = 'number' | 'percent' | 'date' | 'moment' | 'time' | 'hours'

// More than spreadsheets can have themselves.
const MAXIMUM_STYLES = 70_000
const MAXIMUM_FORMATS = 10_000
const LONGEST_FORMAT = 200
const BUILT_IN: Readonly<Record<number, NumberKind>> = {
  9: 'percent',
  10: 'percent',
  ...Object.fromEntries([14, 15, 16, 17].map((id) => [id, 'date'])),
  ...Object.fromEntries([18, 19, 20, 21, 45, 47].map((id) => [id, 'time'])),
  22: 'moment',
  46: 'hours',
  // Dates of East Asian versions.
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, 'date'])),
}

/** The kind of each style of cells, by its number. */
export async function readNumberKinds(zip: ZipParts, part: string | null): Promise<readonly NumberKind[]> {
  if (part === null || !zip.has(part)) return []
  const formats = new Map<string, NumberKind>()
  const kinds: NumberKind[] = []
  let isCellStyle = false
  await readXml(zip.read(part), part, {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt' && formats.size < MAXIMUM_FORMATS) formats.set(numFmtId, kindOfFormat(formatCode))
      else if (name === 'cellXfs') isCellStyle = true
      else if (name === 'xf' && isCellStyle && kinds.length < MAXIMUM_STYLES) {
        kinds.push(formats.get(numFmtId) ?? BUILT_IN[Number(numFmtId)] ?? 'number')
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyle = false
    },
  })
  return kinds
}

/** By the part of the format for positive numbers. */
export function kindOfFormat(code: string): NumberKind {
  const [format = ''] = code
    .slice(0, LONGEST_FORMAT)
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';')
  if (/\[h+\]|\[m+\]|\[s+\]/i.test(format)) return 'hours'
  const letters = format.replace(/\[[^\]]*\]/g, '').replace(/general|e[+-]/gi, '')
  if (/[yd]/i.test(letters)) return /h/i.test(letters) ? 'moment' : 'date'
  if (/[hs]/i.test(letters)) return 'time'
  if (/m/i.test(letters)) return 'date'
  return letters.includes('%') ? 'percent' : 'number'
}
