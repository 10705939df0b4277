import { FormatError } from '../format-error.ts'

/** @throws FormatError with the line and column of the mistake, as far as the parser tells it */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error)
    const offset = /at position (\d+)/.exec(told)?.[1]
    const place = offset === undefined ? endOf(text, told) : placeAt(text, Number(offset))
    throw new FormatError(`The file is not JSON: ${told.replace(/ in JSON at position.*$/s, '')}`, place)
  }
}

function placeAt(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n')
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

/** A file that is cut short is wrong at its end; of other mistakes nothing more is known. */
function endOf(text: string, told: string): { line: number; column: number } {
  return told.startsWith('Unexpected end') ? placeAt(text, text.length) : { line: 1, column: 0 }
}
