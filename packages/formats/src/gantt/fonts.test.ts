import { expect, it } from 'vitest'
import { loadFonts } from './fonts.ts'

it('shows Latin, Cyrillic, Greek and Vietnamese, and marks for what the font does not have', async () => {
  const { embedded } = await loadFonts()
  const names = 'Łódź, Проектирование, Σχεδιασμός, Thử nghiệm'
  expect(embedded.showable(names)).toBe(names)
  expect(embedded.showable('試運転 🌉')).toBe('□□□ □')
})

it('leaves signs of other scripts to the fonts of who looks, and takes away what cannot be seen', async () => {
  const { viewers } = await loadFonts()
  expect(viewers.showable('試運転')).toBe('試運転')
  expect(viewers.showable(' a\u200bb\n\tc\u0007 \ud800')).toBe('ab c \ufffd')
})

it('composes accents, so that the font has a sign for them', async () => {
  const { embedded } = await loadFonts()
  expect(embedded.showable('Nguye\u0302\u0303n')).toBe('Nguyễn')
})

it('measures by the widths of the font, bold ones by theirs', async () => {
  const { embedded, viewers } = await loadFonts()
  const width = embedded.measure('Foundations', 10, false)
  expect(width).toBeGreaterThan(50)
  expect(width).toBeLessThan(65)
  expect(embedded.measure('Foundations', 20, false)).toBeCloseTo(2 * width)
  expect(embedded.measure('Foundations', 10, true)).toBeGreaterThan(width)
  expect(viewers.measure('Foundations', 10, false)).toBeGreaterThan(width)
})
