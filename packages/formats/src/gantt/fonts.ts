import { createRequire } from 'node:module'
import type { Font } from 'fontkit'
import type { Lettering, TextMeasure } from './text-measure.ts'

// Inter (SIL Open Font Licence): Latin, Greek, Cyrillic and Vietnamese. It is what the web client asks for first.

const files = { regular: '400Regular/Inter_400Regular.ttf', bold: '600SemiBold/Inter_600SemiBold.ttf' } as const

export interface Fonts {
  readonly regular: string
  readonly bold: string
  /** Of texts that are set in these fonts alone: signs that they do not have are replaced. */
  readonly embedded: Lettering
  /** Of texts that are shown with what fonts there are. */
  readonly viewers: Lettering
}

/** Some that stand in for Inter are wider. */
const widerFonts = 1.1

/** Stands for what the font has no sign for. */
const REPLACEMENT = '□'

let loading: Promise<Fonts> | undefined

/** Loaded once for each thread, when first asked for. */
export function loadFonts(): Promise<Fonts> {
  loading ??= load()
  return loading
}

async function load(): Promise<Fonts> {
  const { resolve } = createRequire(import.meta.url)
  const [regular, bold] = [files.regular, files.bold].map((file) => resolve(`@expo-google-fonts/inter/${file}`))
  const fontkit = await import('fontkit')
  const open = async (path = '') => fontkit.open(path) as Promise<Font>
  const [plain, strong] = [await open(regular), await open(bold)]
  const measure = measureWith(advances(plain), advances(strong))
  return {
    regular: regular ?? '',
    bold: bold ?? '',
    embedded: { measure, showable: showableIn(plain) },
    viewers: { measure: (...text) => measure(...text) * widerFonts, showable: tidy },
  }
}

/** Widths of characters by their code, in parts of the size. */
function advances(font: Font): (codePoint: number) => number {
  const known = new Map<number, number>()
  return (codePoint) => {
    const advance = known.get(codePoint) ?? advanceOf(font, codePoint)
    known.set(codePoint, advance)
    return advance
  }
}

/** Signs that are not in the font are as wide as they are high, as most that other fonts have are at most. */
const advanceOf = (font: Font, codePoint: number): number =>
  font.hasGlyphForCodePoint(codePoint) ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm : 1

/** Without kerning, which makes texts a little narrower. */
function measureWith(plain: (codePoint: number) => number, strong: (codePoint: number) => number): TextMeasure {
  return (text, size, isBold) => {
    const advance = isBold ? strong : plain
    let width = 0
    for (const character of text) width += advance(character.codePointAt(0) ?? 0)
    return width * size
  }
}

const plainText = /^[!-~]+( [!-~]+)*$/

/** On one line, without signs that are not seen or not allowed. */
function tidy(text: string): string {
  if (plainText.test(text)) return text
  const visible = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Co}\uFFFE\uFFFF]/gu, '')
  return visible.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

function showableIn(font: Font): (text: string) => string {
  const isThere = (character: string) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
  return (text) => {
    if (plainText.test(text)) return text
    return Array.from(tidy(text), (character) => (isThere(character) ? character : REPLACEMENT)).join('')
  }
}
