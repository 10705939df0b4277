import { MAXIMUM_ROW_CHARACTERS } from '../table/source-row.ts'

export interface CsvStart {
  readonly delimiter: string
  /** What has been read of the file to tell the delimiter, without the line that tells it. */
  readonly text: string
  readonly skippedLines: number
}

const DELIMITERS = [',', ';', '\t', '|'] as const
const LOOKED_AT = 65_536

/** Reads the first lines. */
export async function csvStart(texts: AsyncIterator<string>): Promise<CsvStart> {
  let text = ''
  while (text.length < LOOKED_AT || (!/[\r\n]/.test(text) && text.length < MAXIMUM_ROW_CHARACTERS)) {
    const next = await texts.next()
    if (next.done === true) break
    text += next.value
  }
  const told = /^sep=(.)(\r\n|\n|\r)/.exec(text)
  if (told !== null) return { delimiter: told[1] ?? ',', text: text.slice(told[0].length), skippedLines: 1 }
  return { delimiter: delimiterOf(text), text, skippedLines: 0 }
}

/** By the first line that has any of them outside of quotes, as a title may stand above. */
function delimiterOf(text: string): string {
  const lines = text
    .replace(/"[^"]*"/g, '')
    .split(/\r\n|\n|\r/, 20)
    .map((line) => DELIMITERS.map((delimiter) => line.split(delimiter).length))
  const counts = lines.find((line) => line.some((count) => count > 1)) ?? [1]
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}
